using System.Runtime.InteropServices;

namespace Ttv.Cohorts;

/// <summary>Hits among trials by subject, property values and week, all of them numbers.</summary>
internal sealed class WeeklyCounts
{
    private readonly Dictionary<Cell, (long Hits, long Trials)> _cells = [];

    public void Count(int subject, int values, int week, long hits, long trials)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new Cell(subject, values, week), out _);
        count = (count.Hits + hits, count.Trials + trials);
    }

    public void Merge(WeeklyCounts other)
    {
        foreach (var (cell, (hits, trials)) in other._cells) Count(cell.Subject, cell.Values, cell.Week, hits, trials);
    }

    /// <summary>The counts as shares of the subjects that a number stands for: of all, and of each value's slice.</summary>
    public WeeklyShares ToShares(Func<int, string[]> subjects, ReviewTerms terms, EventWeeks weeks)
    {
        var shares = new WeeklyShares();
        foreach (var (cell, (hits, trials)) in _cells)
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

    private readonly record struct Cell(int Subject, int Values, int Week);
}
