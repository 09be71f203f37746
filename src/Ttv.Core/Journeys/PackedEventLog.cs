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
public sealed class PackedEventLog
{
    private readonly JourneyFold _fold;
    private readonly EventInterpreter _interpreter;
    private readonly Dictionary<AccountId, PackedEvents> _accounts = [];
    private Instant _watermark = Instant.MinValue;

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
    public Instant? Watermark => _watermark == Instant.MinValue ? null : _watermark;

    /// <summary>The bytes that the events take, beyond what an account takes.</summary>
    internal long PackedBytes => _accounts.Values.Sum(a => (long)a.Capacity);

    /// <summary>Adds an event. Order and repetition do not matter.</summary>
    public void Add(TtvEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        AddedCount++;
        if (!_accounts.TryGetValue(told.Account, out var packed)) _accounts.Add(told.Account, packed = new PackedEvents());
        packed.Add(new PackedEvent(
            Instants.ToMicroseconds(told.OccurredAt),
            Instants.ToMicroseconds(told.RecordedAt),
            _interpreter.CodeOf(_interpreter.Read(told.Body)),
            Hash(told.Id.Value)), _interpreter);
        if (!JourneyFold.IsImpossible(told.OccurredAt, told.RecordedAt)) _watermark = Instants.Max(_watermark, told.OccurredAt);
    }

    /// <summary>The number of distinct events; walks the whole log.</summary>
    public long CountDistinct()
    {
        var count = 0L;
        foreach (var packed in _accounts.Values) count += packed.Distinct(_interpreter, long.MaxValue, out _).Count;
        return count;
    }

    /// <summary>The journeys of all accounts of which something was known, in ordinal order, each made when it is asked for.</summary>
    /// <param name="asOf">The instant asked about; null takes the watermark. An empty log has no journeys.</param>
    public IEnumerable<Journey> Journeys(Instant? asOf = null)
    {
        if (_accounts.Count == 0) yield break;
        var accounts = _accounts.Keys.ToArray();
        Array.Sort(accounts);
        var at = asOf ?? _watermark;
        foreach (var account in accounts)
        {
            if (JourneyOf(account, _accounts[account], at) is { } journey) yield return journey;
        }
    }

    /// <summary>The journey of one account, or null when nothing was known of it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asOf">The instant asked about; null takes the watermark.</param>
    public Journey? Find(AccountId account, Instant? asOf = null) =>
        _accounts.TryGetValue(account, out var packed) ? JourneyOf(account, packed, asOf ?? _watermark) : null;

    private Journey? JourneyOf(AccountId account, PackedEvents packed, Instant asOf)
    {
        var read = new List<ReadEvent>();
        var distinct = packed.Distinct(_interpreter, Instants.ToMicroseconds(asOf), out var conflicts);
        if (distinct.Count == 0) return null;
        foreach (var e in distinct)
        {
            read.Add(new ReadEvent(Instants.FromMicroseconds(e.OccurredAt), Instants.FromMicroseconds(e.RecordedAt), _interpreter[e.Code], null));
        }

        return _fold.FoldDistinct(account, read, conflicts, Instants.Quantise(asOf), _watermark);
    }

    /// <summary>FNV-1a over the UTF-16 units, finished by a 64-bit avalanche: the same on every machine.</summary>
    internal static ulong Hash(ReadOnlySpan<char> id)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in id) hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
