using Ttv.Events;

namespace Ttv.Hosting.Storage;

/// <summary>The append-only log of events: the source of truth.</summary>
/// <remarks>The log is a set: a repetition may be kept once or again, and carries no meaning. Two that share an id and differ are both kept: which of them counts is the fold's to say, and must not depend on which arrived first. Thread-safe.</remarks>
public interface IEventLog
{
    /// <summary>Appends events, all or none, and makes their accounts due. Within the effect of a message (<see cref="IInbox"/>) they belong to its transaction.</summary>
    /// <param name="events">Events of any accounts, in any order; already known ones may be among them.</param>
    /// <param name="cancellationToken">Gives up waiting; what was appended by then is undone or complete.</param>
    /// <exception cref="TtvStoreException">The store failed; whether the events were appended is not known, and appending them again is safe.</exception>
    ValueTask AppendAsync(IReadOnlyCollection<TtvEvent> events, CancellationToken cancellationToken = default);

    /// <summary>The events of one account, in any order.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    IAsyncEnumerable<TtvEvent> ReadAsync(AccountId account, CancellationToken cancellationToken = default);

    /// <summary>The events of all accounts, in any order, streamed.</summary>
    /// <param name="from">Those that happened at this instant or later; null: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    IAsyncEnumerable<TtvEvent> ReadAllAsync(NodaTime.Instant? from = null, CancellationToken cancellationToken = default);
}
