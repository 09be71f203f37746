using BenchmarkDotNet.Attributes;
using Ttv.Statistics.Clustering;
using Ttv.Statistics.Evaluation;
using Ttv.Statistics.Regression;
using Ttv.Statistics.Survival;
using Ttv.Statistics.Tests;

namespace Ttv.Benchmarks;

/// <summary>Tests, regressions, concordance and clustering; a curve of the same rows is the yardstick.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3)]
public class StatisticsBenchmarks
{
    private StatisticsRows _rows = StatisticsRows.Create(1);
    private SurvivalData[] _groups = [];
    private CoxData _cox = CoxData.Create([1], [1], [1], 1);
    private double[] _scores = [];
    private double[] _logs = [];

    /// <summary>The number of rows.</summary>
    [Params(100_000, 1_000_000)]
    public int N { get; set; }

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _rows = StatisticsRows.Create(N);
        _groups = [.. Enumerable.Range(0, 100).Select(g => SurvivalData.Create([.. _rows.Times.Where((_, i) => _rows.Groups[i] == g)], [.. _rows.Statuses.Where((_, i) => _rows.Groups[i] == g)]))];
        _cox = CoxData.Create(_rows.Times, _rows.Statuses, _rows.Covariates, 2);
        _scores = [.. Enumerable.Range(0, N).Select(i => _rows.Covariates[2 * i])];
        _logs = [.. _rows.Times.Select((t, i) => Math.Log10(t + (i % 97 / 100.0)))];
    }

    /// <summary>A curve of all rows.</summary>
    [Benchmark(Baseline = true)]
    public double? Curve() => KaplanMeier.Estimate(SurvivalData.Create(_rows.Times, _rows.Statuses)).Median.Upper;

    /// <summary>The log-rank test of 100 groups, from their counts.</summary>
    [Benchmark]
    public double LogRank100Groups() => LogRank.Test(_groups)!.ChiSquared;

    /// <summary>Cox with Breslow's ties, two covariates.</summary>
    [Benchmark]
    public double CoxBreslow() => CoxRegression.Fit(_cox, CoxTies.Breslow).Coefficients[0];

    /// <summary>Cox with Efron's ties, two covariates.</summary>
    [Benchmark]
    public double CoxEfron() => CoxRegression.Fit(_cox).Coefficients[0];

    /// <summary>Harrell's concordance of a continuous score, with its error.</summary>
    [Benchmark]
    public double Harrell() => Concordance.Harrell(_rows.Times, _rows.Statuses, _scores)!.Value.Value;

    /// <summary>Exact clustering into four.</summary>
    [Benchmark]
    public double Clusters4() => LineClusters.Split(_logs, 4).WithinSumOfSquares;
}
