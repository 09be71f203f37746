using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Trends;

/// <summary>
/// The median of all pairwise slopes: a trend that a few wild points do not move. Its interval takes the slopes of ranks
/// floor((N - C)/2) and ceil((N + C)/2) + 1 of N, with C = z sqrt(var S) of the Mann-Kendall test, corrected for ties.
/// </summary>
/// <remarks>Theil (1950), Sen (1968); the test is Mann's (1945) and Kendall's (1975), with continuity correction. Thread-safe.</remarks>
public static class TheilSen
{
    /// <summary>Estimates the slope of y over x and tests it against none.</summary>
    /// <param name="x">Finite positions; pairs with equal x have no slope and do not count.</param>
    /// <param name="y">Finite values, as many as x.</param>
    /// <param name="confidence">The level of the interval, strictly between 0 and 1; 0.95 by default.</param>
    /// <returns>The trend, or null when fewer than two positions differ.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is not finite.</exception>
    public static TrendEstimate? Estimate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double confidence = 0.95)
    {
        if (x.Length != y.Length) throw new ArgumentException($"y has {y.Length} values and x has {x.Length}: as many are needed.", nameof(y));
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) throw new ArgumentException($"row {i} is ({x[i]}, {y[i]}): finite numbers are needed.", nameof(x));
        }

        var slopes = new List<double>(x.Length * (x.Length - 1) / 2);
        var s = 0L;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = i + 1; j < x.Length; j++)
            {
                s += Math.Sign(x[j] - x[i]) * Math.Sign(y[j] - y[i]);
                if (x[i] != x[j]) slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
            }
        }

        if (slopes.Count == 0) return null;
        slopes.Sort();
        var variance = Variance(y);
        double? z = variance > 0 ? (s - Math.Sign(s)) / Math.Sqrt(variance) : null;
        var c = NormalDistribution.CriticalValue(confidence) * Math.Sqrt(variance);
        var n = slopes.Count;
        var lower = Math.Clamp((int)Math.Floor((n - c) / 2), 1, n);
        var upper = Math.Clamp((int)Math.Ceiling((n + c) / 2) + 1, 1, n);
        return new TrendEstimate(Median(slopes), slopes[lower - 1], slopes[upper - 1], s, variance, z, z is { } value ? NormalDistribution.TwoSidedP(value) : null);
    }

    /// <summary>The variance of S without a trend: (n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5)) / 18.</summary>
    private static double Variance(ReadOnlySpan<double> y)
    {
        var sorted = y.ToArray();
        Array.Sort(sorted);
        double n = y.Length;
        var sum = n * (n - 1) * ((2 * n) + 5);
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            double t = end - start;
            sum -= t * (t - 1) * ((2 * t) + 5);
            start = end;
        }

        return sum / 18;
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
