using BenchmarkDotNet.Attributes;
using Ttv.Ingestion;
using Ttv.Ingestion.Blocks;
using Ttv.Journeys;

namespace Ttv.Benchmarks.Columns;

/// <summary>Segment track calls, about 323 bytes a line, twenty events an account, read from a file of the page cache: account, name, id, both times and one property; and folded.</summary>
[PopulationConfig]
public class LineBenchmarks
{
    private const string Reading = "read", Folding = "read and fold";
    private LineCase _case = null!;

    /// <summary>The numbers of lines.</summary>
    public static IEnumerable<int> Counts => Sizes.Chosen;

    /// <summary>The number of lines.</summary>
    [ParamsSource(nameof(Counts))]
    public int Lines { get; set; }

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Setup() => _case = Shared<LineCase>.Of(Lines, n => new LineCase(n));

    /// <summary>The known shapes by their tree, any other line by the strict walk; two threads.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Reading)]
    public long Ttv_Read_2Threads() => _case.Read(2, LineWays.All);

    /// <summary>The same, one thread.</summary>
    [Benchmark, BenchmarkCategory(Reading)]
    public long Ttv_Read_1Thread() => _case.Read(1, LineWays.All);

    /// <summary>Every line by the strict walk, two threads.</summary>
    [Benchmark, BenchmarkCategory(Reading)]
    public long Ttv_ReadStrictly_2Threads() => _case.Read(2, LineWays.Strict);

    /// <summary>The same, one thread.</summary>
    [Benchmark, BenchmarkCategory(Reading)]
    public long Ttv_ReadStrictly_1Thread() => _case.Read(1, LineWays.Strict);

    /// <summary>DuckDB's read_json with declared columns, two threads.</summary>
    [Benchmark, BenchmarkCategory(Reading)]
    public long DuckDB_Read_2Threads() => _case.Duck.Read();

    /// <summary>The bytes alone, one thread.</summary>
    [Benchmark, BenchmarkCategory(Reading)]
    public long PageCache() => LinePeers.PageCache(_case.Path);

    /// <summary>The known shapes by their tree; two threads.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Folding)]
    public object Ttv_Fold_2Threads() => _case.Fold(2, LineWays.All);

    /// <summary>The same, one thread.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object Ttv_Fold_1Thread() => _case.Fold(1, LineWays.All);

    /// <summary>Every line by the strict walk, two threads.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object Ttv_FoldStrictly_2Threads() => _case.Fold(2, LineWays.Strict);

    /// <summary>DuckDB, two threads.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object DuckDB_Fold_2Threads() => _case.Duck.Fold();

    /// <summary>Utf8JsonReader by hand, two threads.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object Utf8JsonReader_2Threads() => LinePeers.PlainReader(_case.Path, 2);

    /// <summary>Utf8JsonReader by hand, one thread.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object Utf8JsonReader_1Thread() => LinePeers.PlainReader(_case.Path, 1);

    /// <summary>Source-generated objects, two threads.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object JsonSerializer_2Threads() => LinePeers.Objects(_case.Path, 2);

    /// <summary>Into the batch that a population is folded from, two threads.</summary>
    [Benchmark, BenchmarkCategory(Folding)]
    public object Ttv_EventBatch_2Threads() => _case.Batch(2);
}
