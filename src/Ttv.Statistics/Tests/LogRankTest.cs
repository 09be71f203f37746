using Ttv.Statistics.Numerics;
using Ttv.Statistics.Trends;

namespace Ttv.Statistics.Tests;

/// <summary>The result of a <see cref="LogRank"/> test.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LogRankTest
{
    private readonly double[,] _variance;

    private LogRankTest(double[] rows, double[] observed, double[] expected, double[,] variance, double chiSquared, int degreesOfFreedom)
    {
        RowWeights = rows;
        Observed = observed;
        Expected = expected;
        _variance = variance;
        ChiSquared = chiSquared;
        DegreesOfFreedom = degreesOfFreedom;
        P = ChiSquaredDistribution.UpperTail(chiSquared, degreesOfFreedom);
    }

    /// <summary>The sum of each group's row weights: their number where none was given.</summary>
    public IReadOnlyList<double> RowWeights { get; }

    /// <summary>The weighted events observed in each group.</summary>
    public IReadOnlyList<double> Observed { get; }

    /// <summary>The weighted events expected in each group were there no difference.</summary>
    public IReadOnlyList<double> Expected { get; }

    /// <summary>The test statistic, 0 or more.</summary>
    public double ChiSquared { get; }

    /// <summary>Its degrees of freedom: the groups ever at risk at an event, less one.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The probability of as large a statistic without a difference, 0 to 1.</summary>
    public double P { get; }

    /// <summary>The covariance of observed less expected between two groups.</summary>
    /// <exception cref="IndexOutOfRangeException">A group does not exist.</exception>
    public double Covariance(int group, int other) => _variance[group, other];

    /// <summary>Tests whether the groups' pace rises or falls with scores (Tarone 1975): the linear contrast of observed less expected.</summary>
    /// <remarks>By the covariances, a square of the groups in number; where the trend alone is asked for, <see cref="TaroneTrend"/> sums it directly
    /// and leaves no rounding where nothing can vary.</remarks>
    /// <param name="scores">A finite score a group.</param>
    /// <returns>The test, or null when it has no variance.</returns>
    /// <exception cref="ArgumentException">There are not as many scores as groups, or one is not finite.</exception>
    public TrendTest? Trend(ReadOnlySpan<double> scores)
    {
        if (scores.Length != Observed.Count) throw new ArgumentException($"scores has {scores.Length} values for {Observed.Count} groups: as many are needed.", nameof(scores));
        var (u, variance) = (0.0, 0.0);
        for (var g = 0; g < scores.Length; g++)
        {
            if (!double.IsFinite(scores[g])) throw new ArgumentException($"scores[{g}] is {scores[g]}: a finite number is needed.", nameof(scores));
            u += scores[g] * (Observed[g] - Expected[g]);
            for (var h = 0; h < scores.Length; h++) variance += scores[g] * scores[h] * _variance[g, h];
        }

        if (!(variance > 0)) return null;
        var z = u / Math.Sqrt(variance);
        return new TrendTest(u, variance, z, NormalDistribution.TwoSidedP(z));
    }

    /// <summary>The statistic over the groups that were ever at risk at an event; one of them is left out, as their differences sum to 0.</summary>
    internal static LogRankTest? Create(double[] rows, double[] observed, double[] expected, double[,] variance)
    {
        var present = Enumerable.Range(0, observed.Length).Where(g => expected[g] > 0).ToArray();
        if (present.Length < 2) return null;
        var free = present.Length - 1;
        var (u, v) = (new double[free], new double[free, free]);
        for (var i = 0; i < free; i++)
        {
            u[i] = observed[present[i]] - expected[present[i]];
            for (var j = 0; j < free; j++) v[i, j] = variance[present[i], present[j]];
        }

        return new LogRankTest(rows, observed, expected, variance, SymmetricMatrix.Decompose(v, 1e-14).QuadraticForm(u), free);
    }
}
