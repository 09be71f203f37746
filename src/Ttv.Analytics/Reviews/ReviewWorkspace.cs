namespace Ttv.Analytics.Reviews;

/// <summary>The memory that a bulk review works in, kept from one review to the next.</summary>
/// <remarks>
/// It grows to what the largest review needs and keeps that until it is disposed of: 4 bytes an account where times are
/// whole seconds, else 8; the keys of a worker's largest group twice; and for each worker and group 128 bytes and at most
/// two runs of keys. Serves one review at a time: not thread-safe. Only <see cref="BulkReviewer"/> uses it.
/// </remarks>
public sealed class ReviewWorkspace : IDisposable
{
    private readonly List<WorkerSpace> _workers = [];
    private bool _isDisposed;

    /// <summary>Gives its memory back; a second call does nothing.</summary>
    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
        _workers.Clear();
        _isDisposed = true;
    }

    /// <exception cref="ObjectDisposedException">The workspace has been disposed of.</exception>
    internal IReadOnlyList<WorkerSpace> Take(int workers)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (_workers.Count < workers) _workers.Add(new WorkerSpace());
        return _workers;
    }
}
