using BenchmarkDotNet.Attributes;
using Ttv.Analytics.Rules;
using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Benchmarks.Columns;

/// <summary>Scores and rules in bulk at three sizes; how time grows, and that memory does not.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ColumnScoreBenchmarks
{
    private readonly BatchScorer _scorer = new(RiskPolicy.Default);
    private SignalColumns _signals = null!;
    private ScoreColumns _scores = null!;
    private SignalUnits[] _objects = null!;
    private ushort[] _hundredths = null!;
    private ulong[] _masks = null!;
    private BoundRulePlan _plan = null!;

    /// <summary>The number of accounts.</summary>
    [Params(100_000, 1_000_000, 10_000_000)]
    public int Accounts { get; set; }

    /// <summary>The threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the accounts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _signals = ScoreData.Signals(_scorer, Accounts);
        _scores = _scorer.CreateScores(Accounts, ScoreParts.All);
        _objects = ScoreData.Objects(_signals);
        (_hundredths, _masks) = (new ushort[Accounts], new ulong[Accounts]);
        _plan = TwentyRules.Bind(ScoreData.Rules(Accounts));
    }

    /// <summary>Gives the columns back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _signals.Dispose();
        _scores.Dispose();
    }

    /// <summary>Objects one after the other, on one thread whatever is asked for: the naive layout.</summary>
    [Benchmark(Baseline = true)]
    public void Objects() => _scorer.ScoreMany((ReadOnlySpan<SignalUnits>)_objects, _hundredths);

    /// <summary>Columns: score, path, dominant signal, coverage and four contributions.</summary>
    [Benchmark]
    public void Columns() => _scorer.ScoreMany(_signals, _scores, Threads);

    /// <summary>Twenty rules of 42 conditions.</summary>
    [Benchmark]
    public void Rules() => _plan.Evaluate(_masks, Threads);
}
