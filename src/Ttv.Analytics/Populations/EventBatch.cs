using System.Runtime.InteropServices;
using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>
/// Events of many accounts as columns, read under definitions: per event the account's number, the two times, a code for
/// what it means and 64 bits of its id's hash. Order and repetition do not matter; nothing is ever taken out.
/// </summary>
/// <remarks>
/// <para>An event takes 32 bytes, an account's id about 80 (a string of its own, made once, and an entry of a dictionary). The evidence
/// ids are not kept: two different ids of one account share a hash with a probability of n²/2⁶⁵ for n events of the account,
/// as in a <see cref="PackedEventLog"/>.</para>
/// <para>A fold takes at most 2,147,483,584 events. Not thread-safe. Any number of folds may read a batch at once while nothing is added to it.</para>
/// </remarks>
public sealed partial class EventBatch : ICodedEventSink
{
    private readonly List<EventChunk> _chunks = [];
    private long _watermark = long.MinValue;
    private EventChunk _last = new(room: 64);

    /// <summary>Creates an empty batch to be read under the given definitions.</summary>
    /// <exception cref="TtvValidationException">A path has more than 64 steps: a population keeps one bit a step.</exception>
    public EventBatch(TtvDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        TtvValidationException.ThrowIfAny("event batch", [.. definitions.Catalog.Definitions.SelectMany(d => d.Paths).Where(p => p.Steps.Count > 64)
            .Select(p => $"path '{p.Key}' has {p.Steps.Count} steps: at most 64 are allowed.")]);
        Fold = new JourneyFold(definitions);
        Definitions = definitions;
        Meanings = new EventMeanings(definitions, Fold.Interpreter);
        _chunks.Add(_last);
    }

    /// <summary>The definitions under which events are read.</summary>
    public TtvDefinitions Definitions { get; }

    /// <summary>The number of accounts named so far, 0 or more; their numbers run from 0.</summary>
    public int AccountCount => Names.Count;

    /// <summary>The number of events added, repetitions included; 0 or more.</summary>
    public long EventCount { get; private set; }

    /// <summary>The latest time of occurrence, events with an impossible time left out; null while there is none.</summary>
    public Instant? Watermark => _watermark == long.MinValue ? null : Instants.FromMicroseconds(_watermark);

    internal JourneyFold Fold { get; }

    internal EventMeanings Meanings { get; }

    internal AccountNames Names { get; } = new();

    internal ReadOnlySpan<EventChunk> Chunks => CollectionsMarshal.AsSpan(_chunks);

    /// <summary>Adds an event.</summary>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    public void Add(TtvEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var (occurredAt, recordedAt) = (Instants.ToMicroseconds(told.OccurredAt), Instants.ToMicroseconds(told.RecordedAt));
        Room().Add(Names.NumberOf(told.Account), occurredAt, recordedAt, CodeOf(told.Body), EventIdHash.Of(told.Id));
        if (!JourneyFold.IsImpossible(occurredAt, recordedAt)) _watermark = Math.Max(_watermark, occurredAt);
        EventCount++;
    }

    /// <summary>Adds events, each made when it is asked for, such as an import's. A store's asynchronous stream goes in by <see cref="Add(TtvEvent)"/>, one by one.</summary>
    /// <exception cref="ArgumentNullException">The sequence or an event is null.</exception>
    public void AddRange(IEnumerable<TtvEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var told in events) Add(told);
    }

    private EventChunk Room()
    {
        if (_last.Free == 0) _chunks.Add(_last = new EventChunk(EventChunk.Capacity));
        return _last;
    }
}
