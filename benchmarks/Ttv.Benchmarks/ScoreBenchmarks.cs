using BenchmarkDotNet.Attributes;
using NodaTime;
using Ttv.Risk;

namespace Ttv.Benchmarks;

/// <summary>One account's score: the naive weighted sum by LINQ against the explained assessment.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ScoreBenchmarks
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly (string Name, double Weight)[] Weights = [("latency", 0.4), ("decay", 0.3), ("mismatch", 0.2), ("fit", 0.1)];

    private readonly RiskScorer _scorer = new();
    private readonly RiskSignals _signals = new() { ProgressLatency = 0.61, EngagementDecay = 0.35, ComplexityMismatch = 0.5, StrategicFit = 0.8 };
    private readonly Dictionary<string, double?> _naive = new() { ["latency"] = 0.61, ["decay"] = 0.35, ["mismatch"] = 0.5, ["fit"] = 0.8 };

    /// <summary>The score alone, in doubles: parts need not add up, nothing is explained.</summary>
    [Benchmark(Baseline = true)]
    public double NaiveLinq()
    {
        var known = Weights.Where(w => _naive[w.Name] is not null).ToList();
        return Math.Round(100 * known.Sum(w => w.Weight * _naive[w.Name]!.Value) / known.Sum(w => w.Weight), 2);
    }

    /// <summary>The score with a contribution a signal, the dominant one and a reason, by LINQ over doubles.</summary>
    [Benchmark]
    public (double, List<(string, double)>, string, List<string>) NaiveLinqExplained()
    {
        var known = Weights.Where(w => _naive[w.Name] is not null).ToList();
        var parts = known.Select(w => (w.Name, Points: Math.Round(100 * w.Weight * _naive[w.Name]!.Value / known.Sum(k => k.Weight), 2))).ToList();
        return (parts.Sum(p => p.Points), parts, parts.OrderByDescending(p => p.Points).First().Name, known.Where(w => _naive[w.Name] >= 0.5).Select(w => w.Name + "_high").ToList());
    }

    /// <summary>The whole assessment: exact parts, coverage, feasible interval, band, dominant signal, interventions, reasons.</summary>
    [Benchmark]
    public RiskAssessment Assessment() => _scorer.Score(_signals, Now);
}
