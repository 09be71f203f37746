namespace Ttv.Risk;

/// <summary>The risk model written down as its definition reads, in whole numbers, one step after the other.</summary>
internal static class NaiveRisk
{
    private const long Unit = 1_000_000_000;

    public static (RiskScore Score, RiskContribution[] Contributions, string? Dominant, RiskScore From, RiskScore To, string[] Reasons)? Assess(RiskPolicy policy, RiskSignals signals)
    {
        (string Key, int Weight, double? Value)[] all =
        [
            (RiskSignalKeys.ProgressLatency, policy.ProgressLatencyWeight, signals.ProgressLatency),
            (RiskSignalKeys.EngagementDecay, policy.EngagementDecayWeight, signals.EngagementDecay),
            (RiskSignalKeys.ComplexityMismatch, policy.ComplexityMismatchWeight, signals.ComplexityMismatch),
            (RiskSignalKeys.StrategicFit, policy.StrategicFitWeight, signals.StrategicFit),
            .. policy.CustomWeights.Select(w => (w.Key, w.BasisPoints, signals.Custom.FirstOrDefault(c => c.Key == w.Key)?.Value)),
        ];
        var units = all.Select(s => s.Value is { } value ? (long?)Math.Floor((value * Unit) + 0.5) : null).ToArray();
        var coverage = all.Where(s => s.Value is not null).Sum(s => s.Weight);
        if (coverage == 0) return null;
        var divisor = Unit * (policy.Missing == MissingSignals.Reweight ? coverage : 10_000);
        var fill = policy.Missing switch { MissingSignals.Neutral => Unit / 2, MissingSignals.AssumeWorst => Unit, _ => 0 };
        var parts = all.Select((s, i) => 10_000 * (s.Weight * (units[i] ?? fill))).ToArray();
        var score = Round(parts.Sum(), divisor);
        var points = parts.Select(p => (int)(p / divisor)).ToArray();
        foreach (var i in Enumerable.Range(0, all.Length).OrderByDescending(i => parts[i] % divisor).Take(score - points.Sum()).ToArray()) points[i]++;
        var known = all.Select((s, i) => (s.Key, Part: s.Weight * (units[i] ?? 0)));
        var dominant = known.Where(s => s.Key != RiskSignalKeys.StrategicFit && s.Part > 0).OrderByDescending(s => s.Part).Select(s => s.Key).FirstOrDefault();
        string[] reasons =
        [
            .. all.Select((s, i) => units[i] is null ? s.Key + "_missing" : units[i] >= Unit / 2 ? s.Key + "_high" : null).OfType<string>(),
            .. signals.IsHighValue ? [RiskReasons.HighValue] : Array.Empty<string>(),
            .. coverage < policy.MinimumCoverage ? [RiskReasons.LowCoverage] : Array.Empty<string>(),
        ];
        return (
            RiskScore.FromHundredths(score),
            [.. all.Select((s, i) => new RiskContribution(s.Key, s.Weight, s.Value, RiskScore.FromHundredths(points[i])))],
            dominant,
            RiskScore.FromHundredths(Round(all.Select((s, i) => 10_000 * (s.Weight * (units[i] ?? 0))).Sum(), 10_000 * Unit)),
            RiskScore.FromHundredths(Round(all.Select((s, i) => 10_000 * (s.Weight * (units[i] ?? Unit))).Sum(), 10_000 * Unit)),
            reasons);
    }

    private static int Round(long sum, long divisor) => (int)((sum + (divisor / 2)) / divisor);
}
