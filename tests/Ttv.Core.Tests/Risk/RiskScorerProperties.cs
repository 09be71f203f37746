using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Journeys;
using static Ttv.Support.Logs;

namespace Ttv.Risk;

public class RiskScorerProperties
{
    private static readonly Gen<double?> AnySignal = Gen.Frequency(
        (1, Gen.Constant<double?>(null)), (1, Gen.Elements<double?>(0, 1, 0.5)), (4, Gen.Choose(0, int.MaxValue).Select(i => (double?)(i / (double)int.MaxValue))));

    private static readonly Gen<RiskSignals> AnySignals =
        from latency in AnySignal
        from decay in AnySignal
        from mismatch in AnySignal
        from fit in AnySignal
        select new RiskSignals { ProgressLatency = latency, EngagementDecay = decay, ComplexityMismatch = mismatch, StrategicFit = fit };

    private static readonly Gen<RiskPolicy> AnyPolicy =
        from missing in Gen.Elements(Enum.GetValues<MissingSignals>())
        from a in Gen.Choose(0, 10_000)
        from b in Gen.Choose(0, 10_000 - a)
        from c in Gen.Choose(0, 10_000 - a - b)
        select RiskPolicy.Default with { Missing = missing, ProgressLatencyWeight = a, EngagementDecayWeight = b, ComplexityMismatchWeight = c, StrategicFitWeight = 10_000 - a - b - c };

    private static Arbitrary<(RiskPolicy Policy, RiskSignals Signals)> Cases => AnyPolicy.SelectMany(p => AnySignals.Select(s => (p, s))).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property Score_AnySignals_IsBoundedExplainedAndFeasible() => Prop.ForAll(Cases, c =>
    {
        var assessment = new RiskScorer(c.Policy).Score(c.Signals, T0);
        if (assessment.Score is not { } score) return assessment.CoverageBasisPoints == 0;
        return score.Hundredths is >= 0 and <= 10_000
            && assessment.Contributions.Sum(p => p.Points.Hundredths) == score.Hundredths
            && assessment.FeasibleFrom <= score && score <= assessment.FeasibleTo
            && assessment == new RiskScorer(c.Policy).Score(c.Signals, T0);
    });

    [Property(MaxTest = 1000)]
    public Property Score_AnySignals_IsTheDefinition() => Prop.ForAll(Cases, Gen.Choose(0, 6).SelectMany(n => AnySignal.ListOf(n)).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (c, custom, isHighValue) =>
    {
        // Custom signals share the weight that is left by the four; with none, fit takes it.
        var share = custom.Count == 0 ? 0 : c.Policy.StrategicFitWeight / custom.Count;
        var policy = c.Policy with
        {
            StrategicFitWeight = c.Policy.StrategicFitWeight - (share * custom.Count),
            CustomWeights = [.. custom.Select((_, i) => new SignalWeight($"custom_{i}", share))],
        };
        var signals = c.Signals with { IsHighValue = isHighValue, Custom = [.. custom.Select((value, i) => new SignalValue($"custom_{i}", value))] };
        var assessment = new RiskScorer(policy).Score(signals, T0);
        if (NaiveRisk.Assess(policy, signals) is not { } expected) return assessment.Status == RiskStatus.NoKnownSignal;
        Assert.Equal(expected.Score, assessment.Score);
        Assert.Equal(expected.Contributions, assessment.Contributions);
        Assert.Equal(expected.Dominant, assessment.Dominant);
        Assert.Equal((expected.From, expected.To), (assessment.FeasibleFrom, assessment.FeasibleTo));
        Assert.Equal(expected.Reasons, assessment.Reasons);
        return true;
    });

    [Property(MaxTest = 500)]
    public Property Score_CustomSignalOfNoWeight_ChangesNothingElse() => Prop.ForAll(Cases, c =>
    {
        var plain = new RiskScorer(c.Policy).Score(c.Signals, T0);
        var more = new RiskScorer(c.Policy with { CustomWeights = [new SignalWeight("weightless", 0)] }).Score(c.Signals, T0);
        return plain == more with
        {
            Contributions = [.. more.Contributions.Take(4)],
            Reasons = [.. more.Reasons.Where(r => r != "weightless_missing")],
            ModelVersion = plain.ModelVersion,
        };
    });

    [Property(MaxTest = 500)]
    public Property Score_OneSignalRaised_NeverFalls() => Prop.ForAll(Cases, Gen.Choose(0, 3).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (c, which, by) =>
    {
        double? Raise(double? value, int own) => value is { } v && own == which ? v + ((1 - v) * by / 1000) : value;
        var raised = new RiskSignals
        {
            ProgressLatency = Raise(c.Signals.ProgressLatency, 0),
            EngagementDecay = Raise(c.Signals.EngagementDecay, 1),
            ComplexityMismatch = Raise(c.Signals.ComplexityMismatch, 2),
            StrategicFit = Raise(c.Signals.StrategicFit, 3),
        };
        var scorer = new RiskScorer(c.Policy);
        return scorer.Score(c.Signals, T0).Score is not { } before || before <= scorer.Score(raised, T0).Score;
    });

    [Property(MaxTest = 500)]
    public Property Score_ReferenceArithmetic_Agrees() => Prop.ForAll(AnySignals.ToArbitrary(), signals =>
    {
        // The plain formula in decimals, to within the half hundredth of the rounding and the ninth decimal of the signals.
        (double? Value, int Weight)[] parts = [(signals.ProgressLatency, 40), (signals.EngagementDecay, 30), (signals.ComplexityMismatch, 20), (signals.StrategicFit, 10)];
        var known = parts.Where(p => p.Value is not null).ToArray();
        var assessment = new RiskScorer().Score(signals, T0);
        if (known.Length == 0) return assessment.Score is null;
        var expected = 100m * known.Sum(p => p.Weight * (decimal)p.Value!.Value) / known.Sum(p => p.Weight);
        return Math.Abs(assessment.Score!.Value.Points - expected) <= 0.0051m;
    });

    [Property(MaxTest = 300)]
    public Property Score_JourneyInputsAndSignals_GiveTheSameAssessment() => Prop.ForAll(AnyLog.ToArbitrary(), log =>
    {
        var asOf = At(240);
        var journey = new JourneyFold(RichDefinitions).Fold(Acme, log, asOf);
        var scorer = new RiskScorer();
        var whole = scorer.Score(journey, asOf);
        if (whole.Status is not (RiskStatus.Scored or RiskStatus.NoKnownSignal)) return true;
        var inputs = RiskInputs.From(journey, asOf, scorer.Policy);
        return whole == scorer.Score(inputs, asOf, journey.RecordedBand) && whole == scorer.Score(inputs.ToSignals(scorer.Policy), asOf, journey.RecordedBand);
    });

    [Property(MaxTest = 300)]
    public Property Since_TwoInstants_LinesSumToTheChange() => Prop.ForAll(AnyLog.ToArbitrary(), Gen.Choose(0, 240).ToArbitrary(), (log, hours) =>
    {
        var fold = new JourneyFold(RichDefinitions);
        var scorer = new RiskScorer();
        var earlier = scorer.Score(fold.Fold(Acme, log, At(hours)), At(hours));
        var later = scorer.Score(fold.Fold(Acme, log, At(240)), At(240));
        return later.Since(earlier) is { } delta
            ? delta.Lines.Sum(l => l.Hundredths) == delta.Hundredths && delta.Hundredths == later.Score!.Value.Hundredths - earlier.Score!.Value.Hundredths
            : earlier.Score is null || later.Score is null;
    });

    [Property(MaxTest = 200)]
    public Property Counterfactual_AnyJourney_BringsItBelowWithNothingLess() => Prop.ForAll(AnyLog.ToArbitrary(), log =>
    {
        var asOf = At(60);
        var journey = new JourneyFold(RichDefinitions).Fold(Acme, log, asOf);
        var scorer = new RiskScorer();
        if (scorer.Counterfactual(journey, asOf) is not { } counterfactual) return scorer.Score(journey, asOf).Status != RiskStatus.Scored;
        var judged = scorer.Score(journey, counterfactual.JudgedAt).Score;
        return counterfactual.Score < counterfactual.Below
            && counterfactual.JudgedAt == asOf + Duration.FromHours(24)
            && (counterfactual.Milestones.Count == 0) == (judged < counterfactual.Below);
    });
}
