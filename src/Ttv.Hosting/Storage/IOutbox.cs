using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>Decisions that are to take effect and are not yet published.</summary>
/// <remarks>Any number of relays claim at once. Thread-safe.</remarks>
public interface IOutbox
{
    /// <summary>Claims messages that nobody else holds and that are not put off, the oldest first.</summary>
    /// <param name="owner">Who claims; 1 to 128 characters, unique to the running instance.</param>
    /// <param name="lease">How long the claim holds, by the store's own clock; above zero.</param>
    /// <param name="limit">At most so many; 1 or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<ValueList<OutboxMessage>> ClaimAsync(string owner, Duration lease, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deletes published messages that the owner still holds. One that another holds by now stays: it is published again and absorbed.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask CompleteAsync(string owner, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Gives a message back that could not be published, to be claimed again after a delay.</summary>
    /// <param name="owner">Who holds it.</param>
    /// <param name="key">The decision's key.</param>
    /// <param name="delay">How long it rests; zero or more.</param>
    /// <param name="fault">Why, or null where the message itself is not at fault: only then does it not count as an attempt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask RetryAsync(string owner, string key, Duration delay, string? fault, CancellationToken cancellationToken = default);

    /// <summary>Moves a message that the owner holds to the dead letters.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask SetAsideAsync(string owner, string key, string reason, CancellationToken cancellationToken = default);

    /// <summary>How far publishing lags.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    ValueTask<OutboxStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
