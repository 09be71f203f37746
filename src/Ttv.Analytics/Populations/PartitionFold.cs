namespace Ttv.Analytics.Populations;

/// <summary>Folds partitions, one after the other: events to their accounts, repetitions out, rows written. One a worker.</summary>
internal sealed class PartitionFold(EventScatter scatter, PartitionScratch scratch, PopulationColumns columns, AccountFold fold, EarlierAccounts? earlier)
{
    /// <summary>Up to so many events, comparing ids with those before them is faster than a table.</summary>
    private const int FewEvents = 64;

    /// <summary>So many rows stay in the nearest cache until they are written.</summary>
    private const int RowsTogether = 256;

    private readonly Dictionary<ulong, int> _positions = [];

    public void Fold(int partition)
    {
        var first = scatter.FirstAccountOf(partition);
        var ends = scratch.Ends(scatter.EndAccountOf(partition) - first);
        var events = GroupByAccount(scatter.EventsOf(partition), first, ends);
        var start = 0;
        for (var row = 0; row < ends.Length; row += RowsTogether)
        {
            var block = scratch.Rows(Math.Min(RowsTogether, ends.Length - row));
            for (var i = 0; i < block.Length; i++)
            {
                var end = ends[row + i];
                if (end > start) FoldAccount(first + row + i, events[start..end], ref block[i]);
                else block[i] = AccountRow.Unknown;
                start = end;
            }

            columns.Write(first + row, block);
            earlier?.Write(first + row, block);
        }
    }

    /// <summary>Counting sort by account; in the end, <paramref name="ends"/> says where each account's events end.</summary>
    private Span<FoldEvent> GroupByAccount(ReadOnlySpan<FoldEvent> events, int first, Span<int> ends)
    {
        var grouped = scratch.Events(events.Length);
        ends.Clear();
        foreach (ref readonly var e in events) ends[e.AccountIndex - first]++;
        var total = 0;
        foreach (ref var end in ends) (end, total) = (total, total + end);
        foreach (ref readonly var e in events) grouped[ends[e.AccountIndex - first]++] = e;
        return grouped;
    }

    /// <summary>Folds an account with events into a row; one that is left has its row written later.</summary>
    private void FoldAccount(int account, Span<FoldEvent> events, ref AccountRow row)
    {
        var count = RemoveRepetitions(events);
        if (count < 0)
        {
            row = AccountRow.Unknown;
            fold.Leave(account, events.Length);
            earlier?.Leave(account, events.Length);
            return;
        }

        var isPlain = fold.Fold(account, events[..count], events.Length, ref row);
        earlier?.Take(account, events[..count], events.Length, isPlain);
    }

    /// <summary>Moves the distinct events to the front and tells how many they are; -1 where a time is impossible or events with one id differ.</summary>
    private int RemoveRepetitions(Span<FoldEvent> events)
    {
        var (kept, seen, signs) = (0, 0UL, 0);
        _positions.Clear();
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            signs |= e.Code;
            // Six bits of the hash rule most repetitions out; only where they were seen are ids compared.
            var bit = 1UL << (int)(e.IdHash & 63);
            if ((seen & bit) != 0 && PositionOf(e.IdHash, events[..kept]) is >= 0 and var same)
            {
                if (events[same].OccurredAt != e.OccurredAt || events[same].Code != e.Code) return -1;
                // An event is known from its first recording on.
                if (events[same].IsLate && !e.IsLate) events[same] = e;
                continue;
            }

            seen |= bit;
            if (events.Length > FewEvents) _positions.Add(e.IdHash, kept);
            if (kept != i) events[kept] = e;
            kept++;
        }

        return signs < 0 ? -1 : kept;
    }

    private int PositionOf(ulong idHash, ReadOnlySpan<FoldEvent> known)
    {
        if (_positions.Count > 0) return _positions.GetValueOrDefault(idHash, -1);
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i].IdHash == idHash) return i;
        }

        return -1;
    }
}
