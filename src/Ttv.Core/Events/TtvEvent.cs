using NodaTime;

namespace Ttv.Events;

/// <summary>
/// One line of the log: something that happened to an account, when it occurred and when it became known.
/// </summary>
/// <remarks>
/// The log is a set: order and repetition carry no meaning. Two events of an account with the same <see cref="Id"/> are one.
/// Instants are whole microseconds; finer parts are dropped. Immutable.
/// </remarks>
public sealed record TtvEvent
{
    private TtvEvent(EventId id, AccountId account, Instant occurredAt, Instant recordedAt, bool recordedAtAssumed, EventBody body)
    {
        Id = id;
        Account = account;
        OccurredAt = occurredAt;
        RecordedAt = recordedAt;
        IsRecordedAtAssumed = recordedAtAssumed;
        Body = body;
    }

    /// <summary>The event's identity within its account.</summary>
    public EventId Id { get; }

    /// <summary>The account it happened to.</summary>
    public AccountId Account { get; }

    /// <summary>When it happened.</summary>
    public Instant OccurredAt { get; }

    /// <summary>When it became known: before this instant, an answer as of then may not use it.</summary>
    public Instant RecordedAt { get; }

    /// <summary>Whether <see cref="RecordedAt"/> was not given and is taken to equal <see cref="OccurredAt"/>.</summary>
    public bool IsRecordedAtAssumed { get; }

    /// <summary>What happened.</summary>
    public EventBody Body { get; }

    /// <summary>Creates an event.</summary>
    /// <param name="account">The account it happened to.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="body">What happened.</param>
    /// <param name="id">Its identity; null derives one from the content, see <see cref="EventId.OfContent"/>.</param>
    /// <param name="recordedAt">When it became known; null takes <paramref name="occurredAt"/> and says so.</param>
    /// <exception cref="ArgumentException">The account is the default value.</exception>
    public static TtvEvent Create(AccountId account, Instant occurredAt, EventBody body, EventId? id = null, Instant? recordedAt = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (account.IsDefault) throw new ArgumentException("default(AccountId) names no account.", nameof(account));
        var occurred = Instants.Quantise(occurredAt);
        return new TtvEvent(
            id ?? EventId.OfContent(account, occurred, body),
            account,
            occurred,
            recordedAt is { } recorded ? Instants.Quantise(recorded) : occurred,
            recordedAt is null,
            body);
    }

    /// <summary>Creates a product event.</summary>
    /// <exception cref="ArgumentException">The account or the name breaks its rule.</exception>
    public static TtvEvent Product(AccountId account, Instant occurredAt, string name, EventProperties? properties = null) =>
        Create(account, occurredAt, new ProductEvent(name, properties));
}
