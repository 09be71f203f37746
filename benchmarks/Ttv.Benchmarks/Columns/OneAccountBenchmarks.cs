using BenchmarkDotNet.Attributes;
using NodaTime;
using RulesEngine.Models;
using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Benchmarks.Columns;

/// <summary>One account at a time: its score, its explained assessment, and twenty nudge rules; times and bytes are an account's.</summary>
[PopulationConfig]
public class OneAccountBenchmarks
{
    private const int Accounts = 4_000;
    private const string Score = "score", Explained = "explained", Rules = "20 rules";
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly BatchScorer _batch = new(RiskPolicy.Default);
    private readonly RiskScorer _scorer = new();
    private readonly RulesEngine.RulesEngine _engine = Peers.ScoreEngine();
    private readonly RulesEngine.RulesEngine _rulesEngine = Peers.TwentyRulesEngine();
    private readonly SignalUnits[] _units;
    private readonly PlainAccount[] _plain;
    private readonly RiskSignals[] _signals;
    private readonly KnownAccount[] _known;
    private readonly RuleRow[] _rows;
    private readonly ulong[] _masks = new ulong[Accounts];
    private readonly Ttv.Analytics.Rules.BoundRulePlan _plan;

    /// <summary>Makes the accounts.</summary>
    public OneAccountBenchmarks()
    {
        using var columns = ScoreData.Signals(_batch, Accounts);
        (_units, _plain) = (ScoreData.Objects(columns), ScoreData.Plain(columns));
        _signals = [.. _plain.Select(p => new RiskSignals { ProgressLatency = p.Latency, EngagementDecay = p.Decay, ComplexityMismatch = p.Mismatch, StrategicFit = p.Fit })];
        _known = [.. _plain.Select(p => new KnownAccount(p.Latency ?? 0, p.Decay ?? 0, p.Mismatch ?? 0, p.Fit ?? 0))];
        var data = ScoreData.Rules(Accounts);
        _rows = [.. Enumerable.Range(0, Accounts).Select(data.Row)];
        _plan = TwentyRules.Bind(data);
    }

    /// <summary>The score alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Accounts), BenchmarkCategory(Score)]
    public long Ttv_Score()
    {
        var sum = 0L;
        foreach (ref readonly var account in _units.AsSpan()) sum += _batch.Score(account)?.Hundredths ?? 0;
        return sum;
    }

    /// <summary>The score by LINQ over doubles.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Score)]
    public double Linq_Score()
    {
        var sum = 0.0;
        foreach (var account in _plain) sum += Peers.Linq(account);
        return sum;
    }

    /// <summary>The score in decimals.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Score)]
    public decimal Decimal_Score()
    {
        var sum = 0m;
        foreach (var account in _plain) sum += Peers.Decimals(account);
        return sum;
    }

    /// <summary>The score and its band by RulesEngine.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Score)]
    public long RulesEngine_ScoreAndBand() => Run(_engine, "score", _known);

    /// <summary>The whole assessment: exact parts, coverage, feasible interval, band, dominant signal, interventions, reasons.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Accounts), BenchmarkCategory(Explained)]
    public long Ttv_Assessment()
    {
        var sum = 0L;
        foreach (var account in _signals) sum += _scorer.Score(account, Now).CoverageBasisPoints;
        return sum;
    }

    /// <summary>The score with its parts and the dominant signal by LINQ.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Explained)]
    public long Linq_ScorePartsDominant()
    {
        var sum = 0L;
        foreach (var account in _plain) sum += Peers.LinqExplained(account).Parts.Count;
        return sum;
    }

    /// <summary>The score and its band by RulesEngine, which tells each rule's outcome.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Explained)]
    public long RulesEngine_ScoreBandOutcomes() => Run(_engine, "score", _known);

    /// <summary>Twenty rules on columns.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Accounts), BenchmarkCategory(Rules)]
    public void Ttv_Rules() => _plan.Evaluate(_masks);

    /// <summary>Twenty rules by RulesEngine.</summary>
    [Benchmark(OperationsPerInvoke = Accounts), BenchmarkCategory(Rules)]
    public long RulesEngine_Rules() => Run(_rulesEngine, "nudges", _rows);

    private static long Run<T>(RulesEngine.RulesEngine engine, string workflow, T[] accounts)
        where T : class
    {
        var met = 0L;
        foreach (var account in accounts) met += engine.ExecuteAllRulesAsync(workflow, new RuleParameter("a", account)).AsTask().GetAwaiter().GetResult().Count(r => r.IsSuccess);
        return met;
    }
}
