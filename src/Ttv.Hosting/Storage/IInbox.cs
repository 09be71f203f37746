namespace Ttv.Hosting.Storage;

/// <summary>Remembers which messages took effect, so that one delivered again does not do so twice.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IInbox
{
    /// <summary>
    /// Runs an effect once a key: what it writes through <see cref="IInboxTransaction"/> and the mark that it ran commit together,
    /// or not at all. Of several at once with the same key, one runs.
    /// </summary>
    /// <param name="key">The message's key, 1 to 256 characters.</param>
    /// <param name="effect">What is to happen. It may run again after a failure of the store, in a transaction of its own.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept then.</param>
    /// <exception cref="TtvStoreException">The store failed; whether it was kept is not known, and processing the message again is safe.</exception>
    ValueTask<InboxOutcome> ProcessAsync(string key, Func<IInboxTransaction, CancellationToken, ValueTask> effect, CancellationToken cancellationToken = default);
}
