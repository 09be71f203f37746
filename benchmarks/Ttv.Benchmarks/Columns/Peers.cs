using System.Numerics.Tensors;
using RulesEngine.Models;

namespace Ttv.Benchmarks.Columns;

/// <summary>What a user would write instead, in the process itself.</summary>
internal static class Peers
{
    private static readonly string[] Names = ["progress_latency", "engagement_decay", "complexity_mismatch", "strategic_fit"];
    private static readonly double[] Weights = [0.4, 0.3, 0.2, 0.1];
    private static readonly decimal[] Exact = [0.4m, 0.3m, 0.2m, 0.1m];

    /// <summary>One score by LINQ over doubles: nothing is explained.</summary>
    public static double Linq(PlainAccount a)
    {
        double?[] signals = [a.Latency, a.Decay, a.Mismatch, a.Fit];
        var known = signals.Zip(Weights).Where(p => p.First is not null).ToList();
        return Math.Round(100 * known.Sum(p => p.Second * p.First!.Value) / known.Sum(p => p.Second), 2);
    }

    /// <summary>One score in decimals, which are exact to the eye.</summary>
    public static decimal Decimals(PlainAccount a)
    {
        double?[] signals = [a.Latency, a.Decay, a.Mismatch, a.Fit];
        var (sum, weight) = (0m, 0m);
        for (var i = 0; i < signals.Length; i++)
        {
            if (signals[i] is not { } s) continue;
            sum += Exact[i] * (decimal)s;
            weight += Exact[i];
        }

        return weight == 0 ? -1 : Math.Round(100 * sum / weight, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>A score with its parts and the dominant signal by LINQ; the parts need not add up.</summary>
    public static (double Score, string? Dominant, List<(string Name, double Points)> Parts) LinqExplained(PlainAccount a)
    {
        double?[] signals = [a.Latency, a.Decay, a.Mismatch, a.Fit];
        var known = Names.Select((name, i) => (Name: name, Weight: Weights[i], Value: signals[i])).Where(s => s.Value is not null).ToList();
        var whole = known.Sum(s => s.Weight);
        var parts = known.Select(s => (s.Name, Points: Math.Round(100 * s.Weight * s.Value!.Value / whole, 2))).ToList();
        return (Math.Round(parts.Sum(p => p.Points), 2), parts.Where(p => p.Name != Names[3]).OrderByDescending(p => p.Points).Select(p => p.Name).FirstOrDefault(), parts);
    }

    /// <summary>Scores alone of float columns without an unknown value, by whole-array operations one after the other.</summary>
    public static void Tensors(float[][] signals, float[] scratch, float[] scores)
    {
        TensorPrimitives.Multiply(signals[0], 40f, scores);
        for (var i = 1; i < signals.Length; i++)
        {
            TensorPrimitives.Multiply(signals[i], (float)(100 * Weights[i]), scratch);
            TensorPrimitives.Add(scores, scratch, scores);
        }

        TensorPrimitives.Multiply(scores, 100f, scores);
        TensorPrimitives.Round(scores, scores);
    }

    /// <summary>A workflow that computes the score of an account without unknown signals and tells its band by three rules.</summary>
    public static RulesEngine.RulesEngine ScoreEngine()
    {
        var score = new ScopedParam { Name = "score", Expression = "Math.Round(40 * a.Latency + 30 * a.Decay + 20 * a.Mismatch + 10 * a.Fit, 2)" };
        return Engine("score", [score], ["score < 40", "score >= 40 && score < 70", "score >= 70"]);
    }

    /// <summary>A workflow of the twenty rules.</summary>
    public static RulesEngine.RulesEngine TwentyRulesEngine() => Engine("nudges", [], TwentyRules.Expressions);

    private static RulesEngine.RulesEngine Engine(string name, ScopedParam[] globals, IEnumerable<string> expressions) => new(
        [new Workflow
        {
            WorkflowName = name,
            GlobalParams = globals,
            Rules = [.. expressions.Select((e, i) => new Rule { RuleName = $"rule_{i}", Expression = e, RuleExpressionType = RuleExpressionType.LambdaExpression })],
        }],
        new ReSettings { CustomTypes = [typeof(Math)] });
}
