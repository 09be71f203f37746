using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting;

/// <summary>Records what just happened: stamps the time of recording and appends to the log.</summary>
/// <remarks>
/// Use it where the event stands alone. To record it in the same transaction as rows of your own, use the database adapter's method
/// on your context; to load history, append to <see cref="IEventLog"/> with the times as they were. Thread-safe.
/// </remarks>
public sealed class EventRecorder
{
    private readonly IEventLog _log;
    private readonly IClock _clock;

    /// <summary>Creates a recorder.</summary>
    public EventRecorder(IEventLog log, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(clock);
        (_log, _clock) = (log, clock);
    }

    /// <summary>Records that something happened to an account now.</summary>
    /// <param name="account">The account.</param>
    /// <param name="body">What happened: a <see cref="ProductEvent"/> or a <see cref="Fact"/>.</param>
    /// <param name="id">Its identity, so that told twice it counts once; null derives one from account, time and content.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TtvStoreException">The store failed; with an id, recording again is safe.</exception>
    public ValueTask RecordNowAsync(AccountId account, EventBody body, EventId? id = null, CancellationToken cancellationToken = default)
    {
        var now = _clock.GetCurrentInstant();
        return _log.AppendAsync([TtvEvent.Create(account, now, body, id, now)], cancellationToken);
    }

    /// <summary>Records an event that happened at a time of its own, now made known: its time of recording becomes now unless it has one.</summary>
    /// <exception cref="TtvStoreException">The store failed; recording again is safe.</exception>
    public ValueTask RecordAsync(TtvEvent told, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(told);
        return _log.AppendAsync([Stamp(told, _clock)], cancellationToken);
    }

    internal static TtvEvent Stamp(TtvEvent told, IClock clock) =>
        told.IsRecordedAtAssumed ? TtvEvent.Create(told.Account, told.OccurredAt, told.Body, told.Id, clock.GetCurrentInstant()) : told;
}
