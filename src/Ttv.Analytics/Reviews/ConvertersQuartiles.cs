using System.Numerics;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>The quartiles of the times of those who got there: with m of them in order, the p-quantile lies at (m - 1) p, between two neighbours on the line that joins them.</summary>
/// <remarks>Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), type 7.</remarks>
internal static class ConvertersQuartiles
{
    private static readonly double[] Shares = [0.25, 0.50, 0.75];

    /// <param name="keys">The keys of one group, all of accounts at first value, 1 or more; may be reordered.</param>
    /// <param name="space">Room to work in.</param>
    /// <param name="unit">The microseconds of a tick.</param>
    /// <param name="quartiles">The three quartiles, in microseconds.</param>
    public static void Find<TKey>(Span<TKey> keys, WorkerSpace space, long unit, Span<double> quartiles) where TKey : unmanaged, IBinaryInteger<TKey>
    {
        Span<int> ranks = stackalloc int[6];
        Span<ulong> found = stackalloc ulong[6];
        for (var q = 0; q < 3; q++)
        {
            ranks[2 * q] = (int)((keys.Length - 1) * Shares[q]);
            ranks[(2 * q) + 1] = Math.Min(keys.Length - 1, ranks[2 * q] + 1);
        }

        KeySelect.Select(keys, OutcomePartition<TKey>.KeysIn(space.Spare, keys.Length + 1), space.Histogram, ranks, found);
        for (var q = 0; q < 3; q++)
        {
            var (low, high) = (TimeOf(found[2 * q]), TimeOf(found[(2 * q) + 1]));
            var beyond = ((keys.Length - 1) * Shares[q]) - ranks[2 * q];
            quartiles[q] = beyond == 0.5 ? CohortEstimates.MiddleOf(low, high) : low + ((high - low) * beyond);
        }

        long TimeOf(ulong key) => (long)(key >> OutcomeKey.StatusBits) * unit;
    }
}
