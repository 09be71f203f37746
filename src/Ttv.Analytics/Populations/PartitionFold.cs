namespace Ttv.Analytics.Populations;

/// <summary>Folds partitions, one after the other: events to their accounts, repetitions out, rows written. One a worker.</summary>
internal sealed class PartitionFold(FoldPlan plan, EventScatter scatter, PartitionScratch scratch, PopulationColumns columns)
{
    /// <summary>Up to so many events, comparing each id's hash with those before it is faster than a table.</summary>
    private const int FewEvents = 64;

    private readonly PlainFold _plain = new(plan);
    private readonly Dictionary<ulong, int> _positions = [];

    /// <summary>The accounts left to the journey fold, and how many events each has.</summary>
    public List<(int Account, int Events)> Intricate { get; } = [];

    public void Fold(int partition)
    {
        var events = scatter.EventsOf(partition);
        var first = scatter.FirstAccountOf(partition);
        var ends = scratch.Ends(scatter.EndAccountOf(partition) - first);
        GroupByAccount(events, first, ends);
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            FoldAccount(first + i, start, ends[i] - start);
            start = ends[i];
        }
    }

    /// <summary>Counting sort by account into columns of their own; in the end, where each account's events end.</summary>
    private void GroupByAccount(ReadOnlySpan<FoldEvent> events, int first, Span<int> ends)
    {
        var times = scratch.Times(events.Length);
        var idHashes = scratch.IdHashes(events.Length);
        var codes = scratch.Codes(events.Length);
        ends.Clear();
        foreach (ref readonly var e in events) ends[e.Account - first]++;
        var total = 0;
        foreach (ref var end in ends) (end, total) = (total, total + end);
        foreach (ref readonly var e in events)
        {
            var position = ends[e.Account - first]++;
            times[position] = e.OccurredAt;
            idHashes[position] = e.IdHash;
            codes[position] = e.Code;
        }
    }

    private void FoldAccount(int account, int start, int count)
    {
        var row = AccountRow.Unknown;
        if (count > 0)
        {
            var times = scratch.Times(start + count)[start..];
            var codes = scratch.Codes(start + count)[start..];
            var distinct = plan.IsPlain ? RemoveRepetitions(times, scratch.IdHashes(start + count)[start..], codes) : -1;
            if (distinct < 0 || !_plain.TryFold(times[..distinct], codes[..distinct], ref row))
            {
                Intricate.Add((account, count));
                return;
            }
        }

        columns.Write(account, row);
    }

    /// <summary>Moves the distinct events to the front and tells how many they are; -1 where a time is impossible or events with one id differ.</summary>
    private int RemoveRepetitions(Span<long> times, Span<ulong> idHashes, Span<int> codes)
    {
        var kept = 0;
        _positions.Clear();
        for (var i = 0; i < times.Length; i++)
        {
            if (codes[i] < 0) return -1;
            var same = times.Length <= FewEvents ? idHashes[..kept].IndexOf(idHashes[i])
                : _positions.TryAdd(idHashes[i], kept) ? -1 : _positions[idHashes[i]];
            if (same >= 0)
            {
                if (times[same] != times[i] || codes[same] != codes[i]) return -1;
                continue;
            }

            (times[kept], idHashes[kept], codes[kept]) = (times[i], idHashes[i], codes[i]);
            kept++;
        }

        return kept;
    }
}
