using NodaTime;
using Ttv.Events;
using Ttv.Segments;

namespace Ttv.Journeys;

/// <summary>
/// The distinct events of many accounts, read under definitions and packed: about 16 bytes an event beyond what an account
/// takes. Gives the same journeys as <see cref="JourneyFold"/> over the same events, but for the evidence ids, which it
/// does not keep.
/// </summary>
/// <remarks>
/// An event is kept as its times, a code for what it means under the definitions, and 64 bits of its id's hash, by which
/// repetitions within an account are found. Two different ids of one account share a hash with a probability of n²/2⁶⁵ for
/// n events. Not thread-safe.
/// </remarks>
public sealed class PackedEventLog : ICodedEventSink
{
    private readonly JourneyFold _fold;
    private readonly EventInterpreter _interpreter;
    private readonly Dictionary<AccountId, int> _indices = [];
    private readonly List<PackedEvents> _accounts = [];
    private long _watermark = long.MinValue;

    /// <summary>Creates an empty log to be read under the given definitions.</summary>
    public PackedEventLog(TtvDefinitions definitions)
    {
        _fold = new JourneyFold(definitions);
        _interpreter = _fold.Interpreter;
    }

    /// <summary>The number of accounts, 0 or more.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>The number of events added, repetitions included.</summary>
    public long AddedCount { get; private set; }

    /// <summary>The latest time of occurrence, events with an impossible time left out; null while there is none.</summary>
    public Instant? Watermark => _watermark == long.MinValue ? null : Instants.FromMicroseconds(_watermark);

    /// <inheritdoc/>
    public ValueList<string> NeededProperties => _interpreter.NeededProperties;

    /// <summary>The bytes that the events take, beyond what an account takes.</summary>
    internal long PackedBytes => _accounts.Sum(a => (long)a.Capacity);

    /// <summary>Adds an event. Order and repetition do not matter.</summary>
    public void Add(TtvEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        Add(new CodedEvent(
            IndexOf(told.Account),
            CodeOf(told.Body),
            Instants.ToMicroseconds(told.OccurredAt),
            Instants.ToMicroseconds(told.RecordedAt),
            EventIdHash.Of(told.Id)));
    }

    /// <inheritdoc/>
    public int IndexOf(AccountId account)
    {
        if (_indices.TryGetValue(account, out var index)) return index;
        if (account.IsDefault) throw new ArgumentException("default(AccountId) names no account.", nameof(account));
        index = _accounts.Count;
        _indices.Add(account, index);
        _accounts.Add(new PackedEvents());
        return index;
    }

    /// <inheritdoc/>
    public int CodeOf(EventBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return _interpreter.CodeOf(_interpreter.Read(body));
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<CodedEvent> events)
    {
        foreach (ref readonly var e in events) Add(e);
    }

    /// <summary>The number of distinct events; walks the whole log.</summary>
    public long CountDistinct()
    {
        var count = 0L;
        foreach (var packed in _accounts) count += packed.Distinct(_interpreter, long.MaxValue, out _).Count;
        return count;
    }

    /// <summary>The journeys of all accounts of which something was known, in ordinal order, each made when it is asked for.</summary>
    /// <param name="asOf">The instant asked about; null takes the watermark. An empty log has no journeys.</param>
    public IEnumerable<Journey> Journeys(Instant? asOf = null)
    {
        if (_accounts.Count == 0) yield break;
        var accounts = _indices.Keys.ToArray();
        Array.Sort(accounts);
        var at = asOf ?? LatestKnown;
        foreach (var account in accounts)
        {
            if (JourneyOf(account, _accounts[_indices[account]], at) is { } journey) yield return journey;
        }
    }

    /// <summary>The journey of one account, or null when nothing was known of it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asOf">The instant asked about; null takes the watermark.</param>
    public Journey? Find(AccountId account, Instant? asOf = null) =>
        _indices.TryGetValue(account, out var index) ? JourneyOf(account, _accounts[index], asOf ?? LatestKnown) : null;

    private Instant LatestKnown => Watermark ?? Instant.MinValue;

    private void Add(in CodedEvent e)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)e.Reading, (uint)_interpreter.CodeCount, nameof(e));
        _accounts[e.Account].Add(new PackedEvent(e.OccurredAtMicroseconds, e.RecordedAtMicroseconds, e.Reading, e.IdHash), _interpreter);
        AddedCount++;
        if (e.OccurredAtMicroseconds > _watermark && !JourneyFold.IsImpossible(e.OccurredAtMicroseconds, e.RecordedAtMicroseconds)) _watermark = e.OccurredAtMicroseconds;
    }

    private Journey? JourneyOf(AccountId account, PackedEvents packed, Instant asOf)
    {
        var read = new List<ReadEvent>();
        var distinct = packed.Distinct(_interpreter, Instants.ToMicroseconds(asOf), out var conflicts);
        if (distinct.Count == 0) return null;
        foreach (var e in distinct)
        {
            read.Add(new ReadEvent(Instants.FromMicroseconds(e.OccurredAt), Instants.FromMicroseconds(e.RecordedAt), _interpreter[e.Code], null));
        }

        return _fold.FoldDistinct(account, read, conflicts, Instants.Quantise(asOf), LatestKnown);
    }
}
