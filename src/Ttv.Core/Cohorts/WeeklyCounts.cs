using System.Runtime.InteropServices;

namespace Ttv.Cohorts;

/// <summary>Hits among trials by subject, property values and week, all of them numbers.</summary>
internal sealed class WeeklyCounts
{
    private const int RecentBits = 10;

    private readonly Dictionary<Cell, (long Hits, long Trials)> _cells = [];

    /// <summary>What was counted lately, each cell at the one place where it may stand: most counts find theirs without the dictionary.</summary>
    private readonly Recent[] _recent = new Recent[1 << RecentBits];

    public void Count(int subject, int values, int week, long hits, long trials)
    {
        var cell = new Cell(subject, values, week);
        ref var recent = ref _recent[cell.Place];
        if (recent.Cell != cell)
        {
            Settle(recent);
            recent = new Recent { Cell = cell };
        }

        recent.Hits += hits;
        recent.Trials += trials;
    }

    public void Merge(WeeklyCounts other)
    {
        foreach (var (cell, (hits, trials)) in other.Settled()) Count(cell.Subject, cell.Values, cell.Week, hits, trials);
    }

    /// <summary>The counts as shares of the subjects that a number stands for: of all, and of each value's slice.</summary>
    public WeeklyShares ToShares(Func<int, string[]> subjects, ReviewTerms terms, EventWeeks weeks)
    {
        var shares = new WeeklyShares();
        foreach (var (cell, (hits, trials)) in Settled())
        {
            var week = weeks.WeekOf(cell.Week);
            foreach (var subject in subjects(cell.Subject))
            {
                shares.Count(subject, WeeklyShares.All, week, hits, trials);
                foreach (var slice in terms.SlicesOf(cell.Values)) shares.Count(subject, slice, week, hits, trials);
            }
        }

        return shares;
    }

    private Dictionary<Cell, (long Hits, long Trials)> Settled()
    {
        foreach (ref var recent in _recent.AsSpan())
        {
            Settle(recent);
            recent = default;
        }

        return _cells;
    }

    private void Settle(in Recent recent)
    {
        if ((recent.Hits | recent.Trials) == 0) return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, recent.Cell, out _);
        count = (count.Hits + recent.Hits, count.Trials + recent.Trials);
    }

    private readonly record struct Cell(int Subject, int Values, int Week)
    {
        /// <summary>One of the places of the recent cells, by multiplicative hashing.</summary>
        public int Place => (int)(((uint)Week * 0x9e3779b1u + (uint)Values * 0x85ebca77u + (uint)Subject * 0xc2b2ae3du) >> (32 - RecentBits));
    }

    private struct Recent
    {
        public Cell Cell;
        public long Hits;
        public long Trials;
    }
}
