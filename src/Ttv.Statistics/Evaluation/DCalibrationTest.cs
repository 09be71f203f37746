using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Evaluation;

/// <summary>Whether predicted survival curves are calibrated as distributions: S(T|x) of rows should be uniform.</summary>
/// <param name="Bins">The rows in each of the bins of (0, 1], from the lowest; censored ones spread over (0, S].</param>
/// <param name="ChiSquared">The test statistic against equal bins.</param>
/// <param name="DegreesOfFreedom">The bins less one.</param>
/// <param name="P">The probability of as large a statistic under calibration, 0 to 1.</param>
public sealed record DCalibrationTest(IReadOnlyList<double> Bins, double ChiSquared, int DegreesOfFreedom, double P)
{
    /// <summary>Tests predicted survival at each row's own time.</summary>
    /// <param name="survivalAtOwnTime">S(T|x) of each row, 0 to 1.</param>
    /// <param name="statuses">1 for an event, else censored; as many.</param>
    /// <param name="bins">The number of bins, 2 or more; 10 by default.</param>
    /// <remarks>Haider, Hoehn, Davis and Greiner, JMLR 21 (2020).</remarks>
    /// <returns>The test, or null without rows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static DCalibrationTest? Test(ReadOnlySpan<double> survivalAtOwnTime, ReadOnlySpan<int> statuses, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        Rows.RequireProbabilities(nameof(survivalAtOwnTime), survivalAtOwnTime, statuses.Length);
        if (statuses.IsEmpty) return null;
        var counts = new double[bins];
        for (var i = 0; i < statuses.Length; i++)
        {
            var s = survivalAtOwnTime[i];
            var own = Math.Clamp((int)Math.Ceiling(s * bins) - 1, 0, bins - 1);
            if (statuses[i] == 1 || s <= 0)
            {
                counts[own]++;
                continue;
            }

            counts[own] += (s - (own / (double)bins)) / s;
            for (var b = 0; b < own; b++) counts[b] += 1.0 / bins / s;
        }

        var expected = statuses.Length / (double)bins;
        var chi = counts.Sum(c => (c - expected) * (c - expected) / expected);
        return new DCalibrationTest(counts, chi, bins - 1, ChiSquaredDistribution.UpperTail(chi, bins - 1));
    }
}
