namespace Ttv.Analytics.Populations;

/// <summary>
/// The memory that folding needs beyond its result: 24 bytes an event recorded in time and an eighth to spare, which stay in place in memory, and once a worker as much again as the largest of
/// at most 1,024 partitions takes, with 256 KB besides. Keep one and pass it to every fold, and nothing of that is made twice; it grows to the largest fold, and while it grows holds both.
/// </summary>
/// <remarks>Serves one fold at a time: not thread-safe. A population folded with it and disposed leaves its columns here for the next.
/// After <see cref="Dispose"/> it holds nothing and may not be used.</remarks>
public sealed class FoldWorkspace : IDisposable
{
    private EventRoom? _events;
    private PartitionScratch[] _scratch = [];
    private PopulationColumns? _spare;
    private bool _isDisposed;

    /// <summary>The bytes held now, 0 or more.</summary>
    public long HeldBytes =>
        (24L * (_events?.Capacity ?? 0)) + _scratch.Sum(s => s.HeldBytes) + ((long)PopulationColumns.BytesPerAccount * (_spare?.Capacity ?? 0));

    /// <summary>Lets go of all memory.</summary>
    public void Dispose()
    {
        (_events, _scratch, _spare) = (null, [], null);
        _isDisposed = true;
    }

    /// <summary>A little more room than asked for, so that a batch that grows slowly does not make it anew each time.</summary>
    internal EventRoom Events(int count)
    {
        if (count > EventRoom.Most) throw new OverflowException($"{count} events: at most {EventRoom.Most} can be folded.");
        if (_events is null || _events.Capacity < count) _events = new EventRoom((int)Math.Min(EventRoom.Most, count + (count / 8L)));
        return _events;
    }

    internal PartitionScratch Scratch(int worker) => _scratch[worker];

    internal void Prepare(int workers)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var made = _scratch.Length;
        if (made >= workers) return;
        Array.Resize(ref _scratch, workers);
        for (var i = made; i < workers; i++) _scratch[i] = new PartitionScratch();
    }

    internal PopulationColumns Columns(int count)
    {
        var columns = Interlocked.Exchange(ref _spare, null);
        return columns is not null && columns.Capacity >= count ? columns : new PopulationColumns(count);
    }

    internal void Return(PopulationColumns columns)
    {
        if (!_isDisposed && (_spare is null || _spare.Capacity < columns.Capacity)) _spare = columns;
    }
}
