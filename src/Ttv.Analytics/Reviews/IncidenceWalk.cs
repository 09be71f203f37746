using System.Numerics;
using System.Runtime.CompilerServices;
using Ttv.Cohorts;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Estimates one group's incidence from its sorted keys: <see cref="AalenJohansen"/> by the same steps, without a point for
/// every tick. At risk at a tick are the keys from there on.
/// </summary>
internal static class IncidenceWalk
{
    public static CohortEstimates Estimate<TKey>(ReadOnlySpan<TKey> keys, in CohortCounts counts, ReviewFrame frame, LimitSearch search, bool withCurve)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        var longest = frame.TimeOf(OutcomeKey.Widen(keys[^1]));
        var rates = new RateEstimate[frame.Horizons.Length];
        var (rated, nextHorizon) = (0, frame.Horizons[frame.ByTime[0]] / frame.Unit);
        var state = new IncidenceState(hasOneCause: counts.Churned == 0);
        var (achieved, rank, low, high) = (0L, (counts.Achieved - 1) / 2, 0L, 0L);
        search.Clear();
        for (var i = 0; i < keys.Length;)
        {
            var key = OutcomeKey.Widen(keys[i]);
            if ((key & OutcomeKey.StatusMask) == OutcomeKey.Open)
            {
                i++;
                continue;
            }

            var tick = (long)(key >> OutcomeKey.StatusBits);
            if (tick > nextHorizon) nextHorizon = Rate(tick, state.Waiting, state.Variance);
            var ownEnd = EndOf(keys, i, key & ~(ulong)OutcomeKey.StatusMask);
            var anyEnd = EndOf(keys, ownEnd, key | OutcomeKey.Churned);
            var (own, any, atRisk) = (ownEnd - i, anyEnd - i, keys.Length - i);
            i = anyEnd;
            if (own == 0)
            {
                state.AddOthers(any, atRisk);
                continue;
            }

            state.Add(own, any, atRisk);
            search.Add(tick, state.Waiting, state.Variance);
            achieved += own;
            if (achieved <= rank) continue;
            // First the lower of the two middle ranks, then the upper, which may be the same tick or rank.
            if (rank == (counts.Achieved - 1) / 2) low = tick;
            if (achieved > counts.Achieved / 2) (high, rank) = (tick, long.MaxValue);
            else rank = counts.Achieved / 2;
        }

        Rate(long.MaxValue, state.Waiting, state.Variance);
        search.Flush();
        var highest = 1 - state.Waiting;
        return new CohortEstimates(
            [.. CohortEstimates.Shares.Select((p, s) => new QuantileEstimate(
                p, search.Value.TimeOf(s, frame.Unit, longest), search.Lower.TimeOf(s, frame.Unit, longest), search.Upper.TimeOf(s, frame.Unit, longest), highest, longest))],
            rates[0],
            rates[1..],
            counts.Achieved == 0 ? null : CohortEstimates.MiddleOf(low * frame.Unit, high * frame.Unit),
            withCurve ? CurveWalk.Thin(keys, counts, frame, longest) : []);

        // The rates by the horizons before a tick; the first horizon not before it, in ticks.
        long Rate(long tick, double left, double variance)
        {
            var limits = LimitSearch.LimitsOf(left, variance);
            for (; rated < rates.Length; rated++)
            {
                var horizon = frame.Horizons[frame.ByTime[rated]];
                if (horizon / frame.Unit >= tick) return horizon / frame.Unit;
                rates[frame.ByTime[rated]] = new RateEstimate(1 - left, 1 - limits.Upper, 1 - limits.Lower, horizon > longest);
            }

            return long.MaxValue;
        }
    }

    /// <summary>The index after the run of equal keys that begins at an index, which may be of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOf<TKey>(ReadOnlySpan<TKey> keys, int start, ulong key) where TKey : unmanaged
    {
        var end = start;
        while (end < keys.Length && OutcomeKey.Widen(keys[end]) == key) end++;
        return end;
    }
}
