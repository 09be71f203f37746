using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Trends;

/// <summary>Tarone's sums, event tick by event tick. Scores count from the first group's: neither sum depends on where they begin.</summary>
internal sealed class TrendSums
{
    private readonly double[] _scores;
    private double _score;
    private double _variance;

    public TrendSums(ReadOnlySpan<double> scores)
    {
        _scores = scores.ToArray();
        for (var g = 0; g < _scores.Length; g++) _scores[g] -= scores[0];
    }

    /// <summary>Takes the next tick: the weight at risk just before it and the events at it, for every group.</summary>
    public void Add(ReadOnlySpan<double> atRisk, ReadOnlySpan<double> events)
    {
        var (n, died, scored, mean) = (0.0, 0.0, 0.0, 0.0);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var g = 0; g < _scores.Length; g++)
        {
            var w = _scores[g];
            n += atRisk[g];
            died += events[g];
            scored += w * events[g];
            mean += w * atRisk[g];
            if (atRisk[g] > 0) (least, most) = (Math.Min(least, w), Math.Max(most, w));
        }

        // Where one score alone is at risk, what is observed is what is expected.
        if (died == 0 || least == most) return;
        mean /= n;
        _score += scored - (died * mean);
        if (n <= 1) return;
        var spread = 0.0;
        for (var g = 0; g < _scores.Length; g++) spread += (_scores[g] - mean) * (_scores[g] - mean) * atRisk[g];
        _variance += died * (n - died) / (n - 1) * (spread / n);
    }

    /// <summary>The test, or null when it has no variance.</summary>
    public TrendTest? ToTest()
    {
        if (!(_variance > 0)) return null;
        var z = _score / Math.Sqrt(_variance);
        return new TrendTest(_score, _variance, z, NormalDistribution.TwoSidedP(z));
    }
}
