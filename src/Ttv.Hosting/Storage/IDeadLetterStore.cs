namespace Ttv.Hosting.Storage;

/// <summary>Messages that could not be delivered after all attempts.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IDeadLetterStore
{
    /// <summary>The dead letters, the oldest first.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    IAsyncEnumerable<DeadLetter> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a dead letter back into the outbox, its attempts forgotten; false where there is none of that key.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<bool> ReplayAsync(string key, CancellationToken cancellationToken = default);
}
