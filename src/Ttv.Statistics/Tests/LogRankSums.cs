namespace Ttv.Statistics.Tests;

/// <summary>The log-rank test's sums, event tick by event tick: what was observed in each group, what was expected, and its variance.</summary>
internal sealed class LogRankSums(int groups, LogRankWeight weight = LogRankWeight.One)
{
    private readonly double[] _observed = new double[groups];
    private readonly double[] _expected = new double[groups];
    private readonly double[,] _variance = new double[groups, groups];
    private double _survival = 1;

    /// <summary>Survival starts anew: the next ticks are another stratum's.</summary>
    public void BeginStratum() => _survival = 1;

    /// <summary>Takes the next tick of a stratum: the weight at risk just before it and the events at it, for every group.</summary>
    public void Add(ReadOnlySpan<double> atRisk, ReadOnlySpan<double> events)
    {
        var (n, died) = (0.0, 0.0);
        for (var g = 0; g < groups; g++)
        {
            n += atRisk[g];
            died += events[g];
        }

        if (died == 0) return;
        var w = weight switch
        {
            LogRankWeight.Survival => _survival,
            LogRankWeight.AtRisk => n,
            LogRankWeight.RootAtRisk => Math.Sqrt(n),
            _ => 1,
        };
        _survival *= 1 - (died / n);
        var common = n > 1 ? w * w * died * (n - died) / (n - 1) : 0;
        for (var g = 0; g < groups; g++)
        {
            var share = atRisk[g] / n;
            _observed[g] += w * events[g];
            _expected[g] += w * died * share;
            for (var h = 0; h < groups; h++) _variance[g, h] += common * share * ((g == h ? 1 : 0) - (atRisk[h] / n));
        }
    }

    /// <summary>The test, or null where fewer than two groups were ever at risk at an event.</summary>
    public LogRankTest? ToTest(double[] rowWeights) => LogRankTest.Create(rowWeights, _observed, _expected, _variance);
}
