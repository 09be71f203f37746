using NodaTime;

namespace Ttv.Risk;

/// <content>The assessment of signals.</content>
public sealed partial class RiskScorer
{
    private RiskAssessment Score(RiskSignals signals, Instant asOf, RiskBand? recordedBand, bool isOutage)
    {
        RequireWeights(signals);
        var contributions = new RiskContribution[_weights.Keys.Length];
        var (coverage, hundredths, knownSum, dominant, states) = _four is { } four ? four.Weigh(signals, contributions) : _weights.Weigh(signals, contributions);
        if (coverage == 0) return Unscored(RiskStatus.NoKnownSignal, RiskReasons.NoKnownSignal, asOf);
        var score = RiskScore.FromHundredths(hundredths);
        var band = Policy.BandOf(score, recordedBand);
        var isProvisional = coverage < Policy.MinimumCoverage;
        return new RiskAssessment
        {
            Status = RiskStatus.Scored,
            Score = score,
            Band = band,
            Contributions = new ValueList<RiskContribution>(contributions),
            Dominant = dominant < 0 ? null : contributions[dominant].Signal,
            Interventions = _explanations.InterventionsFor(dominant, signals.IsHighValue && band >= RiskBand.Elevated),
            CoverageBasisPoints = coverage,
            FeasibleFrom = OfWhole(knownSum),
            FeasibleTo = OfWhole(knownSum + ((WholeWeight - coverage) * Unit)),
            IsProvisional = isProvisional,
            IsHighValue = signals.IsHighValue,
            IsDataAlarm = isOutage,
            Reasons = _explanations.ReasonsFor(states, contributions, isProvisional, signals.IsHighValue, isOutage),
            ModelVersion = _modelVersion,
            AsOf = asOf,
        };
    }

    private static RiskScore OfWhole(long sum)
    {
        const long Divisor = SignalWeights.PerBasisPoint * WholeWeight;
        return RiskScore.FromHundredths((int)((sum + (Divisor / 2)) / Divisor));
    }

    private void RequireWeights(RiskSignals signals)
    {
        foreach (var custom in signals.Custom)
        {
            if (!_weights.Keys[RiskSignalKeys.All.Count..].Contains(custom.Key))
                throw new ArgumentException($"custom signal '{Text.Names.Shorten(custom.Key)}' has no weight in the policy.", nameof(signals));
        }
    }

    /// <summary>A signal to nine decimals, as whole billionths; null: unknown.</summary>
    internal static long? ToUnits(string key, double? value) => value is null ? null : SignalWeights.UnitsOf(RiskSignals.Require(key, value));
}
