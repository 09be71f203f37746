using BenchmarkDotNet.Attributes;

namespace Ttv.Benchmarks.Columns;

/// <summary>The review of 400 cohorts: rates and exact quartiles, and the same with Kaplan-Meier's curve.</summary>
[PopulationConfig]
public class ReviewBenchmarks
{
    private const string Rates = "quartiles, rates", Curves = "quartiles, rates, Kaplan-Meier";
    private ReviewCase _case = null!;

    /// <summary>The numbers of accounts.</summary>
    public static IEnumerable<int> Counts => Sizes.Chosen;

    /// <summary>The number of accounts.</summary>
    [ParamsSource(nameof(Counts))]
    public int Accounts { get; set; }

    /// <summary>Makes the accounts.</summary>
    [GlobalSetup]
    public void Setup() => _case = Shared<ReviewCase>.Of(Accounts, n => new ReviewCase(n));

    /// <summary>Two threads, a workspace kept.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Rates)]
    public object Ttv_Summarise_2Threads() => _case.Summarise(2);

    /// <summary>One thread, a workspace kept.</summary>
    [Benchmark, BenchmarkCategory(Rates)]
    public object Ttv_Summarise_1Thread() => _case.Summarise(1);

    /// <summary>DuckDB, two threads, from the facts that ours starts from.</summary>
    [Benchmark, BenchmarkCategory(Rates)]
    public object DuckDB_FromTheSameFacts() => _case.Duck.Rates(raw: true);

    /// <summary>DuckDB, two threads, times and cohorts prepared beforehand.</summary>
    [Benchmark, BenchmarkCategory(Rates)]
    public object DuckDB_Prepared() => _case.Duck.Rates(raw: false);

    /// <summary>LINQ.</summary>
    [Benchmark, BenchmarkCategory(Rates)]
    public object Linq_Rates() => LinqReview.Review(_case.Population, ReviewCase.Unit, withKaplanMeier: false);

    /// <summary>MathNet's quickselect for the quartiles alone, of times that are in groups already; every run copies them, as it moves them.</summary>
    [Benchmark, BenchmarkCategory(Rates)]
    public object MathNet_QuartilesOfGroups() => LinqReview.MathNetQuartiles(_case.CopyOfGroups());

    /// <summary>Two threads, all intervals, a workspace kept.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Curves)]
    public object Ttv_Review_2Threads() => _case.Review(2);

    /// <summary>One thread.</summary>
    [Benchmark, BenchmarkCategory(Curves)]
    public object Ttv_Review_1Thread() => _case.Review(1);

    /// <summary>DuckDB, two threads, prepared, the product by window functions, without intervals.</summary>
    [Benchmark, BenchmarkCategory(Curves)]
    public object DuckDB_Windows() => _case.Duck.RatesAndKaplanMeier();

    /// <summary>LINQ, without intervals.</summary>
    [Benchmark, BenchmarkCategory(Curves)]
    public object Linq_Curves() => LinqReview.Review(_case.Population, ReviewCase.Unit, withKaplanMeier: true);
}
