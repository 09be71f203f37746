namespace Ttv.Statistics.Clustering;

/// <summary>
/// Splits values on a line into k clusters with the least sum of squares within: exactly, by dynamic programming over the sorted
/// values. D(q, j) = min over i of D(q - 1, i - 1) + ss(i, j); the best i grows with j, so that each row takes O(n log n) by
/// divide and conquer.
/// </summary>
/// <remarks>Wang and Song, Ckmeans.1d.dp, The R Journal 3 (2011). Equal values are never split. Thread-safe.</remarks>
public static class LineClusters
{
    /// <summary>Splits values into exactly <paramref name="k"/> clusters.</summary>
    /// <param name="values">Finite values, in any order.</param>
    /// <param name="k">The number of clusters, 1 to the number of different values.</param>
    /// <param name="weights">Weights above 0, as many as values; empty (default): 1 each.</param>
    /// <exception cref="ArgumentException">A value is not finite, a weight is not above 0, or the spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer different values than clusters, or k is below 1.</exception>
    public static LineClustering Split(ReadOnlySpan<double> values, int k, ReadOnlySpan<double> weights = default)
    {
        var points = WeightedPoints.Create(values, weights);
        if (k < 1 || k > points.Count) throw new ArgumentOutOfRangeException(nameof(k), k, $"1 to {points.Count} clusters are allowed: as many as there are different values.");
        return points.Split(k);
    }

    /// <summary>
    /// Splits values into as many clusters as the data bear: the number of components of the equal-variance Gaussian mixture with
    /// the best BIC, as long as no cluster of the exact split holds less than a share of the weight.
    /// </summary>
    /// <param name="values">Finite values, in any order; one or more.</param>
    /// <param name="maxK">The most clusters, 1 or more; 5 by default.</param>
    /// <param name="leastShare">The least share of the weight in a cluster, 0 to 1; 0.05 by default.</param>
    /// <remarks>The BIC of k-means itself is never used: zero-variance clusters of whole numbers fool it.</remarks>
    /// <exception cref="ArgumentException">There are no values, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public static LineClustering Choose(ReadOnlySpan<double> values, int maxK = 5, double leastShare = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxK, 1);
        if (!(leastShare is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(leastShare), leastShare, "A share from 0 to 1 is needed.");
        var points = WeightedPoints.Create(values, []);
        if (points.Count == 0) throw new ArgumentException("values is empty: at least one is needed.", nameof(values));
        var best = points.Split(1);
        var bic = LineMixture.Fit(points, best).Bic;
        for (var k = 2; k <= Math.Min(maxK, points.Count); k++)
        {
            var split = points.Split(k);
            if (split.Clusters.Any(c => c.Weight < leastShare * points.TotalWeight)) continue;
            var own = LineMixture.Fit(points, split).Bic;
            if (own > bic) (best, bic) = (split, own);
        }

        return best;
    }
}
