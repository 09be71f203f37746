using NodaTime;
using Ttv.Events;
using Ttv.Segments;

namespace Ttv.Journeys;

/// <summary>
/// Folds an account's events into its <see cref="Journey"/>. The log is a set: any order of arrival and any repetition of
/// the same ids give an equal journey.
/// </summary>
/// <remarks>
/// Of events with the same id the one recorded first counts (then the one that occurred first, then by content).
/// An event with an impossible time (before 1990, or occurring more than an hour after it was recorded) is set aside and
/// stands in <see cref="Journey.Findings"/>. Immutable and thread-safe.
/// </remarks>
public sealed class JourneyFold
{
    private readonly TtvDefinitions _definitions;

    /// <summary>Creates a fold under the given definitions.</summary>
    public JourneyFold(TtvDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        _definitions = definitions;
        Interpreter = new EventInterpreter(definitions);
    }

    /// <summary>What was known of the account at an instant, where the log reaches at least that far.</summary>
    /// <exception cref="ArgumentException">An event belongs to another account.</exception>
    public Journey Fold(AccountId account, IEnumerable<TtvEvent> events, Instant asOf) => Fold(account, events, asOf, asOf);

    /// <summary>What was known of the account at an instant.</summary>
    /// <param name="account">The account.</param>
    /// <param name="events">Its events, in any order.</param>
    /// <param name="asOf">The instant asked about; events recorded or occurring later are left out.</param>
    /// <param name="watermark">Up to where the whole log is known; observation ends at the earlier of the two.</param>
    /// <exception cref="ArgumentException">An event belongs to another account.</exception>
    public Journey Fold(AccountId account, IEnumerable<TtvEvent> events, Instant asOf, Instant watermark)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (account.IsDefault) throw new ArgumentException("default(AccountId) names no account.", nameof(account));
        asOf = Instants.Quantise(asOf);
        var distinct = new Dictionary<EventId, ReadEvent>();
        var conflicting = new HashSet<EventId>();
        foreach (var told in events)
        {
            if (told.Account != account)
                throw new ArgumentException($"event '{told.Id}' belongs to account '{told.Account}', not to '{account}'.", nameof(events));
            if (told.RecordedAt > asOf) continue;
            var read = new ReadEvent(told.OccurredAt, told.RecordedAt, Interpreter.Read(told.Body), told.Id);
            if (!distinct.TryAdd(told.Id, read))
            {
                var known = distinct[told.Id];
                if (read.ConflictsWith(known)) conflicting.Add(told.Id);
                if (ReadEvent.Precedes(read, known)) distinct[told.Id] = read;
            }
        }

        return FoldDistinct(account, [.. distinct.Values], conflicting.Count, asOf, Instants.Quantise(watermark));
    }

    /// <summary>The journeys of every account of which something was known, in ordinal order of the accounts. The log's watermark is its latest event.</summary>
    /// <param name="events">The log, in any order.</param>
    /// <param name="asOf">The instant asked about; null takes the watermark.</param>
    /// <remarks>Holds every event at once; <see cref="PackedEventLog"/> reads large logs in a fraction of the memory.</remarks>
    public ValueList<Journey> FoldAll(IEnumerable<TtvEvent> events, Instant? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        var byAccount = new SortedDictionary<AccountId, List<TtvEvent>>();
        var watermark = Instant.MinValue;
        foreach (var told in events)
        {
            if (!byAccount.TryGetValue(told.Account, out var own)) byAccount[told.Account] = own = [];
            own.Add(told);
            if (!IsImpossible(told.OccurredAt, told.RecordedAt)) watermark = Instants.Max(watermark, told.OccurredAt);
        }

        var at = asOf ?? watermark;
        return byAccount.Where(a => a.Value.Exists(e => e.RecordedAt <= at)).Select(a => Fold(a.Key, a.Value, at, watermark)).ToValueList();
    }

    internal EventInterpreter Interpreter { get; }

    internal static bool IsImpossible(Instant occurredAt, Instant recordedAt) =>
        IsImpossible(Instants.ToMicroseconds(occurredAt), Instants.ToMicroseconds(recordedAt));

    /// <summary>The same of times in microseconds since the Unix epoch.</summary>
    internal static bool IsImpossible(long occurredAt, long recordedAt) =>
        occurredAt < EarliestPlausible || occurredAt > recordedAt + ClockSkewTolerance;

    internal Journey FoldDistinct(AccountId account, List<ReadEvent> distinct, int conflicts, Instant asOf, Instant watermark)
    {
        var impossible = distinct.RemoveAll(e => IsImpossible(e.OccurredAt, e.RecordedAt));
        distinct.RemoveAll(e => e.OccurredAt > asOf || e.RecordedAt > asOf);
        distinct.Sort();
        var builder = new JourneyBuilder(_definitions, Interpreter, distinct, Instants.Min(asOf, watermark));
        builder.Note(JourneyFindings.ImpossibleTime, impossible);
        builder.Note(JourneyFindings.ConflictingDuplicate, conflicts);
        return builder.Build(account, asOf);
    }

    private static readonly long EarliestPlausible = Instants.ToMicroseconds(Instant.FromUtc(1990, 1, 1, 0, 0));
    private const long ClockSkewTolerance = 3_600_000_000;
}
