using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>Generators of policies and of the signals of many accounts.</summary>
internal static class ScoringCases
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly Gen<int> AnyUnits = Gen.Frequency(
        (3, Gen.Constant(-1)), (1, Gen.Choose(int.MinValue, -1)), (3, Gen.Elements(0, 1, 500_000_000, 999_999_999, 1_000_000_000)), (8, Gen.Choose(0, 1_000_000_000)),
        (2, Gen.Choose(0, 10_000).Select(i => i * 100_000)));

    public static Gen<RiskPolicy> AnyPolicy { get; } =
        from missing in Gen.Elements(Enum.GetValues<MissingSignals>())
        from custom in Gen.Choose(0, 4)
        from cuts in Gen.Frequency((3, Gen.Choose(0, 10_000)), (1, Gen.Elements(0, 3_333, 10_000))).ArrayOf(custom + 3)
        from elevated in Gen.Choose(0, 9_000)
        from high in Gen.Choose(elevated + 1, 10_000)
        from hysteresis in Gen.Choose(0, (high - elevated) / 2)
        from coverage in Gen.Elements(0, 1, 6_000, 10_000)
        select PolicyOf(missing, cuts, elevated, high, hysteresis, coverage);

    /// <summary>Columns of a number of accounts: signals by signal and row, recorded bands, high values.</summary>
    public static Gen<(RiskPolicy Policy, int[][] Signals, byte[] Bands, byte[] HighValues)> AnyColumns { get; } =
        from policy in AnyPolicy
        from count in Gen.Frequency((4, Gen.Choose(0, 140)), (1, Gen.Choose(500, 1_100)))
        from signals in AnyUnits.ArrayOf(count).ArrayOf(4 + policy.CustomWeights.Count)
        from bands in Gen.Elements<byte>(0, 1, 2, 255).ArrayOf(count)
        from highValues in Gen.Elements<byte>(0, 1).ArrayOf(count)
        select (policy, signals, bands, highValues);

    /// <summary>What the object path takes: the same billionths as doubles.</summary>
    public static RiskSignals ToSignals(RiskPolicy policy, int[][] signals, int row, bool isHighValue) => new()
    {
        ProgressLatency = ToDouble(signals[0][row]),
        EngagementDecay = ToDouble(signals[1][row]),
        ComplexityMismatch = ToDouble(signals[2][row]),
        StrategicFit = ToDouble(signals[3][row]),
        Custom = policy.CustomWeights.AsSpan().ToArray().Select((w, i) => new SignalValue(w.Key, ToDouble(signals[4 + i][row]))).ToValueList(),
        IsHighValue = isHighValue,
    };

    public static double? ToDouble(int units) => units < 0 ? null : units / 1e9;

    public static SignalColumns ToColumns(BatchScorer scorer, int[][] signals, byte[] bands, byte[] highValues)
    {
        var columns = scorer.CreateSignals(bands.Length);
        for (var i = 0; i < signals.Length; i++) signals[i].CopyTo(columns.Column(i));
        bands.CopyTo(columns.RecordedBands);
        highValues.CopyTo(columns.HighValues);
        return columns;
    }

    /// <summary>Fixed columns for facts: of every kind of value, a twelfth unknown.</summary>
    public static int[][] Fixed(int count, int signals, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, signals).Select(_ => Enumerable.Range(0, count).Select(_ => random.Next(12) switch
        {
            0 => -1,
            1 => 0,
            2 => 500_000_000,
            3 => 1_000_000_000,
            _ => random.Next(1_000_000_001),
        }).ToArray())];
    }

    private static RiskPolicy PolicyOf(MissingSignals missing, int[] cuts, int elevated, int high, int hysteresis, int coverage)
    {
        int[] borders = [0, .. cuts.Order(), 10_000];
        var weights = borders.Zip(borders.Skip(1), (a, b) => b - a).ToArray();
        return RiskPolicy.Default with
        {
            Missing = missing,
            ProgressLatencyWeight = weights[0],
            EngagementDecayWeight = weights[1],
            ComplexityMismatchWeight = weights[2],
            StrategicFitWeight = weights[3],
            CustomWeights = weights.Skip(4).Select((w, i) => new SignalWeight($"own_{i}", w)).ToValueList(),
            ElevatedFrom = RiskScore.FromHundredths(elevated),
            HighFrom = RiskScore.FromHundredths(high),
            Hysteresis = RiskScore.FromHundredths(hysteresis),
            MinimumCoverage = coverage,
        };
    }
}
