using BenchmarkDotNet.Attributes;
using Ttv.Analytics.Scoring;

namespace Ttv.Benchmarks.Columns;

/// <summary>Scores of whole populations: alone, and with path and contributions.</summary>
[PopulationConfig]
public class ScoreColumnsBenchmarks
{
    private const string Alone = "score alone", Explained = "score, path, contributions";
    private ScoreCase _case = null!;

    /// <summary>The numbers of accounts.</summary>
    public static IEnumerable<int> Counts => Sizes.Chosen;

    /// <summary>The number of accounts.</summary>
    [ParamsSource(nameof(Counts))]
    public int Accounts { get; set; }

    /// <summary>Makes the accounts.</summary>
    [GlobalSetup]
    public void Setup() => _case = Shared<ScoreCase>.Of(Accounts, n => new ScoreCase(n));

    /// <summary>Columns, two threads.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Alone)]
    public void Ttv_Columns_2Threads() => _case.Scorer.ScoreMany(_case.Signals, _case.Scores, 2);

    /// <summary>Columns, one thread.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public void Ttv_Columns_1Thread() => _case.Scorer.ScoreMany(_case.Signals, _case.Scores);

    /// <summary>Values one after the other, one thread.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public void Ttv_Objects_1Thread() => _case.Scorer.ScoreMany((ReadOnlySpan<SignalUnits>)_case.Objects, _case.Hundredths);

    /// <summary>Floats of which none is unknown, one thread.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public void TensorPrimitives_1Thread() => _case.Tensors();

    /// <summary>DuckDB, two threads, its data loaded.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public void DuckDB_2Threads() => _case.Duck.Execute(DuckDbPeer.ScoreAlone);

    /// <summary>Score, path and four contributions from columns, two threads.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Explained)]
    public void Ttv_ColumnsWithParts_2Threads() => _case.Scorer.ScoreMany(_case.Signals, _case.Parts, 2);

    /// <summary>The same, one thread.</summary>
    [Benchmark, BenchmarkCategory(Explained)]
    public void Ttv_ColumnsWithParts_1Thread() => _case.Scorer.ScoreMany(_case.Signals, _case.Parts);

    /// <summary>Score and path, one thread.</summary>
    [Benchmark, BenchmarkCategory(Explained)]
    public void Ttv_ColumnsWithPath_1Thread() => _case.Scorer.ScoreMany(_case.Signals, _case.Paths);

    /// <summary>Score, path, contributions, dominant signal and coverage, two threads.</summary>
    [Benchmark, BenchmarkCategory(Explained)]
    public void Ttv_ColumnsWithAll_2Threads() => _case.Scorer.ScoreMany(_case.Signals, _case.All, 2);

    /// <summary>DuckDB's score, path and four contributions, two threads.</summary>
    [Benchmark, BenchmarkCategory(Explained)]
    public void DuckDB_WithParts_2Threads() => _case.Duck.Execute(DuckDbPeer.ScoreWithParts);

    /// <summary>Score, parts and dominant signal by LINQ.</summary>
    [Benchmark, BenchmarkCategory(Explained)]
    public long Linq_WithParts()
    {
        var sum = 0L;
        foreach (var account in _case.Plain) sum += Peers.LinqExplained(account).Parts.Count;
        return sum;
    }
}
