using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>Deletes what is no longer needed. The event log and the reviews are kept.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRetentionStore
{
    /// <summary>
    /// Deletes marks of handled messages older than an age, by the store's own clock. The mark of a message that still waits in the
    /// outbox or among the dead letters stays: it may be delivered yet.
    /// </summary>
    /// <param name="age">How old; it has to exceed the longest time after which a message may be delivered again.</param>
    /// <param name="limit">At most so many, so that no transaction grows long; 1 or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<int> DeleteHandledAsync(Duration age, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes decisions made before an instant, of accounts with no further evaluation due. A decision of an account that is still
    /// evaluated or set aside, or whose message still waits in the outbox or among the dead letters, stays: it is what keeps the same
    /// nudge from being decided again.
    /// </summary>
    /// <param name="before">Decisions made earlier than this.</param>
    /// <param name="limit">At most so many; 1 or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<int> DeleteDecisionsAsync(Instant before, int limit, CancellationToken cancellationToken = default);
}
