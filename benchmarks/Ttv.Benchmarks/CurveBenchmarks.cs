using BenchmarkDotNet.Attributes;
using Ttv.Statistics.Survival;

namespace Ttv.Benchmarks;

/// <summary>A Kaplan-Meier curve with limits and median of raw rows, beside the naive way without limits.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3)]
public class CurveBenchmarks
{
    private StatisticsRows _rows = StatisticsRows.Create(1);

    /// <summary>The number of rows.</summary>
    [Params(100_000, 1_000_000, 10_000_000)]
    public int N { get; set; }

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void Setup() => _rows = StatisticsRows.Create(N);

    /// <summary>Grouping and ordering by LINQ, the survival alone.</summary>
    [Benchmark(Baseline = true)]
    public double NaiveLinq()
    {
        var (survival, atRisk) = (1.0, _rows.Times.Length);
        foreach (var tie in _rows.Times.Select((t, i) => (Time: t, Status: _rows.Statuses[i])).GroupBy(r => r.Time).OrderBy(g => g.Key))
        {
            survival *= 1 - (tie.Count(r => r.Status == 1) / (double)atRisk);
            atRisk -= tie.Count();
        }

        return survival;
    }

    /// <summary>Rows to curve, limits and median.</summary>
    [Benchmark]
    public double? Curve() => KaplanMeier.Estimate(SurvivalData.Create(_rows.Times, _rows.Statuses)).Median.Upper;
}
