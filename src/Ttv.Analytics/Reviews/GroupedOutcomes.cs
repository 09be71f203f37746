using Ttv.Cohorts;
using Ttv.Statistics.Tests;
using Ttv.Statistics.Trends;

namespace Ttv.Analytics.Reviews;

/// <summary>The accounts that count, each with its group: what the tests between groups rest on. Groups without an account are left out.</summary>
internal sealed class GroupedOutcomes
{
    private readonly GroupTicks _ticks;
    private readonly CohortWeek[] _weeks;

    public GroupedOutcomes(OutcomeColumns columns, ReviewGroups groups, long observedUntil)
    {
        var index = new GroupIndex(columns, groups, observedUntil);
        var (keys, groupOf) = (new long[columns.Count], new int[columns.Count]);
        var trend = new TrendWeek?[index.Count];
        var coder = new OutcomeCoder(columns.Unit, observedUntil, warningAge: 0);
        var (count, codes) = (0, new long[OutcomePartition<uint>.BlockRows]);
        for (var start = 0; start < columns.Count; start += codes.Length)
        {
            // What does not count is written over by the next block.
            var (from, rows) = (count, Math.Min(codes.Length, columns.Count - start));
            coder.Encode(columns, start, keys.AsSpan(from, rows), codes.AsSpan(0, rows));
            index.Fill(start, groupOf.AsSpan(from, rows));
            for (var i = 0; i < rows; i++)
            {
                var (key, group) = (keys[from + i], groupOf[from + i]);
                if ((codes[i] & CountLanes.Stays) == 0 || group == index.Count) continue;
                if (index.WeekOf(group) is { } week)
                {
                    var achieved = (key & OutcomeKey.StatusMask) == OutcomeKey.Own ? (key >> OutcomeKey.StatusBits) * columns.Unit : long.MaxValue;
                    (trend[group] ??= new TrendWeek(week)).Add(achieved, observedUntil - columns.SignedUpAt[start + i]);
                }

                (keys[count], groupOf[count++]) = (key, group);
            }
        }

        var present = Number(groupOf.AsSpan(0, count), index.Count);
        Weeks = [.. trend.OfType<TrendWeek>()];
        _weeks = [.. Weeks.Select(w => w.Week)];
        _ticks = new GroupTicks(keys.AsSpan(0, count), groupOf.AsSpan(0, count), present);
    }

    /// <summary>The weeks with an account, in order; empty where accounts are not grouped by week.</summary>
    public IReadOnlyList<TrendWeek> Weeks { get; }

    /// <summary>Whether the groups differ; null with fewer than two, or nothing to compare.</summary>
    public SegmentTest? TestSegments()
    {
        if (_ticks.Accounts.Length < 2) return null;
        var sums = new LogRankSums(_ticks.Accounts.Length);
        _ticks.Walk((atRisk, events) => sums.Add(atRisk, events));
        return SegmentTest.From(sums.ToTest(_ticks.Accounts));
    }

    /// <summary>Tarone's test over the weeks; null where there is nothing to test.</summary>
    public TrendTest? TestTrend()
    {
        if (_weeks.Length < 2) return null;
        var sums = new TrendSums(CohortReviewer.ScoresOf(_weeks));
        _ticks.Walk((atRisk, events) => sums.Add(atRisk, events));
        return sums.ToTest();
    }

    /// <summary>Numbers the groups that are there from 0, in their order; how many they are.</summary>
    private static int Number(Span<int> groups, int all)
    {
        var numbers = new int[all];
        foreach (var group in groups) numbers[group] = 1;
        var present = 0;
        for (var group = 0; group < all; group++) (numbers[group], present) = (present, present + numbers[group]);
        foreach (ref var group in groups) group = numbers[group];
        return present;
    }
}
