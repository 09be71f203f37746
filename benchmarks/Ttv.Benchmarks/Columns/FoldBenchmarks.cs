using BenchmarkDotNet.Attributes;
using Ttv.Analytics.Populations;

namespace Ttv.Benchmarks.Columns;

/// <summary>Unordered events, 1 % of them told twice, ten an account, folded into what is known of every account.</summary>
[PopulationConfig]
public class FoldBenchmarks
{
    private FoldCase _case = null!;

    /// <summary>The numbers of events.</summary>
    public static IEnumerable<int> Counts => Sizes.Chosen;

    /// <summary>The number of events.</summary>
    [ParamsSource(nameof(Counts))]
    public int Events { get; set; }

    /// <summary>Makes the events.</summary>
    [GlobalSetup]
    public void Setup() => _case = Shared<FoldCase>.Of(Events, n => new FoldCase(n));

    /// <summary>Two threads, the workspace kept.</summary>
    [Benchmark(Baseline = true)]
    public void Ttv_2Threads() => _case.Fold(2);

    /// <summary>One thread, the workspace kept.</summary>
    [Benchmark]
    public void Ttv_1Thread() => _case.Fold(1);

    /// <summary>Two threads, all memory made anew.</summary>
    [Benchmark]
    public void Ttv_2Threads_NoWorkspace() => Population.Fold(_case.Batch, _case.Log.AsOf, degreeOfParallelism: 2).Dispose();

    /// <summary>DuckDB, two threads: repetitions out by whole rows.</summary>
    [Benchmark]
    public void DuckDB_Distinct_2Threads() => _case.Duck.FoldDistinct();

    /// <summary>DuckDB, two threads: repetitions out by account and id.</summary>
    [Benchmark]
    public void DuckDB_Grouped_2Threads() => _case.Duck.FoldGrouped();

    /// <summary>DuckDB, two threads, repetitions left in: another answer.</summary>
    [Benchmark]
    public void DuckDB_NotDistinct_2Threads() => _case.Duck.FoldAll();

    /// <summary>A dictionary of accounts and a set of ids.</summary>
    [Benchmark]
    public object Dictionary() => HandFolds.Dictionary(_case.Log);

    /// <summary>DistinctBy and GroupBy.</summary>
    [Benchmark]
    public object Linq() => HandFolds.Linq(_case.Log);
}
