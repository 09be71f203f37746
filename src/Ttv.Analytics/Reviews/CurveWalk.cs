using System.Numerics;
using Ttv.Cohorts;
using Ttv.Statistics.CompetingRisks;

namespace Ttv.Analytics.Reviews;

/// <summary>Walks one group's sorted keys once more for the curve that a plot shows, and computes limits for the points it keeps alone.</summary>
internal static class CurveWalk
{
    public static ValueList<IncidencePoint> Thin<TKey>(ReadOnlySpan<TKey> keys, in CohortCounts counts, ReviewFrame frame, long longest)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        var state = new IncidenceState(hasOneCause: counts.Churned == 0);
        var kept = new List<IncidencePoint>();
        for (var i = 0; i < keys.Length;)
        {
            var atRisk = keys.Length - i;
            var key = OutcomeKey.Widen(keys[i]);
            var time = frame.TimeOf(key);
            var ownEnd = IncidenceWalk.EndOf(keys, i, key & ~(ulong)OutcomeKey.StatusMask);
            var anyEnd = IncidenceWalk.EndOf(keys, ownEnd, (key & ~(ulong)OutcomeKey.StatusMask) | OutcomeKey.Churned);
            if (anyEnd > i) state.Add(ownEnd - i, anyEnd - i, atRisk);

            // Those still open leave at the same tick unless the end of observation lies between two.
            var end = anyEnd;
            while (end < keys.Length && frame.TimeOf(OutcomeKey.Widen(keys[end])) == time) end++;
            i = end;
            if (end < keys.Length && CohortEstimates.SlotOf(frame.TimeOf(OutcomeKey.Widen(keys[end])), longest) == CohortEstimates.SlotOf(time, longest)) continue;
            var left = state.Waiting;
            var (lower, upper) = LimitSearch.LimitsOf(left, state.Variance);
            kept.Add(CohortEstimates.ToPoint(time, 1 - left, 1 - upper, 1 - lower, atRisk));
        }

        return [.. kept];
    }
}
