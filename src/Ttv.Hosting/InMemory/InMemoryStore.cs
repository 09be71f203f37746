using System.Diagnostics;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.Hosting.InMemory;

/// <summary>Every port of storage in memory: the reference that the others are held to, for tests and for trying things out.</summary>
/// <remarks>Thread-safe; everything is lost when the process ends.</remarks>
public sealed partial class InMemoryStore : IEventLog, IAccountStore, IOutbox, IDeadLetterStore, IInbox, ILeaseStore, IReviewStore, IRetentionStore
{
    private readonly Lock _gate = new();
    private readonly IServiceProvider _services;
    private readonly IClock _clock;
    private readonly TimeProvider? _leaseTime;
    private readonly SortedDictionary<AccountId, Account> _accounts = [];

    /// <summary>Creates an empty store.</summary>
    /// <param name="services">What the effects of messages find their services in.</param>
    /// <param name="clock">Dates dead letters.</param>
    /// <param name="leases">By which leases run out and messages rest; null takes the process's own monotonic clock.</param>
    public InMemoryStore(IServiceProvider services, IClock clock, TimeProvider? leases = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clock);
        (_services, _clock, _leaseTime) = (services, clock, leases);
    }

    /// <summary>When the next account is due, or null: only an event makes one due. The beginning of time where an event just did.</summary>
    public Instant? NextDueAt
    {
        get
        {
            lock (_gate) return _accounts.Values.Min(a => a.State.DueAt);
        }
    }

    private sealed class Account(AccountId id)
    {
        public AccountState State { get; set; } = new() { Account = id };

        public HashSet<TtvEvent> Events { get; } = [];

        public Dictionary<string, NudgeDecision> Decisions { get; } = new(StringComparer.Ordinal);

        public long Version { get; set; }

        public long Wakes { get; set; }

        /// <summary>When it was first seen waiting after an event made it due.</summary>
        public Instant? WaitingSince { get; set; }

        public Hold Hold { get; set; }
    }

    /// <summary>Who holds something, and until when.</summary>
    private readonly record struct Hold(string? Owner, TimeSpan Until)
    {
        public bool IsFree(TimeSpan now) => Owner is null || Until <= now;
    }

    private Hold HoldBy(string owner, Duration lease) => new(owner, Since() + lease.ToTimeSpan());

    private TimeSpan Since() => _leaseTime is { } time ? time.GetElapsedTime(0) : Stopwatch.GetElapsedTime(0);

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyCollection<TtvEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_running.Value is { IsOver: false } running) running.Recorded.AddRange(events);
        else lock (_gate) Append(events, wakes: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TtvEvent> ReadAsync(AccountId account, CancellationToken cancellationToken = default)
    {
        lock (_gate) return (_accounts.TryGetValue(account, out var known) ? known.Events.ToArray() : []).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TtvEvent> ReadAllAsync(Instant? from = null, CancellationToken cancellationToken = default)
    {
        lock (_gate) return _accounts.Values.SelectMany(a => a.Events).Where(e => !(e.OccurredAt < from)).ToArray().ToAsyncEnumerable();
    }

    private void Append(IEnumerable<TtvEvent> events, bool wakes)
    {
        foreach (var told in events)
        {
            if (!_accounts.TryGetValue(told.Account, out var account)) _accounts.Add(told.Account, account = new Account(told.Account));
            if (!account.Events.Add(told) || !wakes) continue;
            account.Wakes++;
            if (account.State.DueAt != Instant.MinValue) account.WaitingSince = null;
            account.State = account.State with { DueAt = Instant.MinValue };
        }
    }
}
