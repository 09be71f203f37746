using NodaTime;
using Ttv.Events;
using Ttv.Ingestion.Blocks;

namespace Ttv.Ingestion;

/// <summary>What an import read, ignored and set aside. Counts are exact; of the lines set aside the first 1,000 are told in full.</summary>
public sealed class ImportReport
{
    /// <summary>How many lines set aside are told in full.</summary>
    public const int MaxDetails = 1000;

    private readonly SortedDictionary<string, long> _ignored = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly List<SetAsideLine> _setAside = [];
    private readonly List<CohortFact> _cohortFacts = [];

    internal ImportReport(EventFormat format) => Format = format;

    /// <summary>The format read.</summary>
    public EventFormat Format { get; }

    /// <summary>Bytes read from the stream, before decompression.</summary>
    public long BytesRead { get; internal set; }

    /// <summary>Lines read, blank ones and the header included.</summary>
    public long LinesRead { get; internal set; }

    /// <summary>Lines without anything but white space.</summary>
    public long BlankLines { get; internal set; }

    /// <summary>Events read, repetitions included.</summary>
    public long EventsRead { get; internal set; }

    /// <summary>Events whose time of recording was not given and is taken to be the time of occurrence.</summary>
    public long AssumedRecordedAt { get; internal set; }

    /// <summary>Events whose id was not given and is derived from the content.</summary>
    public long DerivedIds { get; internal set; }

    /// <summary>The earliest time of occurrence, or null without an event.</summary>
    public Instant? FirstOccurredAt { get; internal set; }

    /// <summary>The latest time of occurrence, or null without an event.</summary>
    public Instant? LastOccurredAt { get; internal set; }

    /// <summary>Lines that were well-formed but say nothing of an account, by kind, such as Segment's <c>alias</c>.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _ignored;

    /// <summary>The number of lines set aside.</summary>
    public long SetAsideCount { get; private set; }

    /// <summary>Lines set aside by reason.</summary>
    public IReadOnlyDictionary<string, long> SetAsideByReason => _reasons;

    /// <summary>The first <see cref="MaxDetails"/> lines set aside, in order.</summary>
    public IReadOnlyList<SetAsideLine> SetAside => _setAside;

    /// <summary>The cohorts' accountability trail found in the log, in order.</summary>
    public IReadOnlyList<CohortFact> CohortFacts => _cohortFacts;

    internal void Ignore(string kind) => _ignored[kind] = _ignored.GetValueOrDefault(kind) + 1;

    internal void AddSetAside(long line, string reason, string message)
    {
        SetAsideCount++;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        if (_setAside.Count < MaxDetails) _setAside.Add(new SetAsideLine(line, reason, message));
    }

    internal void Add(CohortFact fact) => _cohortFacts.Add(fact);

    internal void Count(TtvEvent told, bool hasOwnId)
    {
        EventsRead++;
        if (told.IsRecordedAtAssumed) AssumedRecordedAt++;
        if (!hasOwnId) DerivedIds++;
        Cover(told.OccurredAt, told.OccurredAt);
    }

    /// <summary>Adds what a part of the log says, told by a report of its own and a tally, and empties that report.</summary>
    internal void Merge(ImportReport part, in BlockTally tally)
    {
        EventsRead += part.EventsRead + tally.Events;
        AssumedRecordedAt += part.AssumedRecordedAt + tally.AssumedRecordedAt;
        DerivedIds += part.DerivedIds;
        BlankLines += part.BlankLines;
        SetAsideCount += part.SetAsideCount;
        foreach (var (kind, count) in part._ignored) _ignored[kind] = _ignored.GetValueOrDefault(kind) + count;
        foreach (var (reason, count) in part._reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
        foreach (var line in part._setAside.Take(MaxDetails - _setAside.Count)) _setAside.Add(line with { Line = line.Line + LinesRead });
        _cohortFacts.AddRange(part._cohortFacts);
        if (part.FirstOccurredAt is { } first) Cover(first, part.LastOccurredAt!.Value);
        if (tally.Events > 0) Cover(Instants.FromMicroseconds(tally.FirstOccurredAt), Instants.FromMicroseconds(tally.LastOccurredAt));
        LinesRead += part.LinesRead;
        part.Clear();
    }

    private void Cover(Instant first, Instant last)
    {
        if (FirstOccurredAt is null || first < FirstOccurredAt) FirstOccurredAt = first;
        if (LastOccurredAt is null || last > LastOccurredAt) LastOccurredAt = last;
    }

    private void Clear()
    {
        LinesRead = BlankLines = EventsRead = AssumedRecordedAt = DerivedIds = SetAsideCount = 0;
        FirstOccurredAt = LastOccurredAt = null;
        _ignored.Clear();
        _reasons.Clear();
        _setAside.Clear();
        _cohortFacts.Clear();
    }
}
