using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Risk;

public class RiskScorerTests
{
    private static readonly RiskScorer Scorer = new();
    private static readonly JourneyFold Playbook = new(PlaybookDefinitions);

    private static Journey Fold(double asOfHours, params TtvEvent[] events) => Playbook.Fold(Acme, events, At(asOfHours));

    private static RiskAssessment Score(double asOfHours, params TtvEvent[] events) => Scorer.Score(Fold(asOfHours, events), At(asOfHours));

    private static RiskSignals Signals(double? latency, double? decay, double? mismatch, double? fit, bool isHighValue = false) =>
        new() { ProgressLatency = latency, EngagementDecay = decay, ComplexityMismatch = mismatch, StrategicFit = fit, IsHighValue = isHighValue };

    [Theory]
    [InlineData(1.0, 0.0, 0.0, 0.0, 40.00)]
    [InlineData(0.0, 1.0, 0.0, 0.0, 30.00)]
    [InlineData(0.0, 0.0, 1.0, 0.0, 20.00)]
    [InlineData(0.0, 0.0, 0.0, 1.0, 10.00)]
    [InlineData(0.5, 0.25, 0.5, 0.8, 45.50)]
    [InlineData(1.0, 1.0, 1.0, 1.0, 100.00)]
    public void Score_FourSignals_IsTheirWeightedSum(double latency, double decay, double mismatch, double fit, double points) =>
        Assert.Equal((decimal)points, Scorer.Score(Signals(latency, decay, mismatch, fit), T0).Score!.Value.Points);

    [Theory]
    [InlineData(1.0, 0.9, 1.0, RiskSignalKeys.ProgressLatency, RiskInterventions.SetupSimplification)]
    [InlineData(0.2, 1.0, 0.2, RiskSignalKeys.EngagementDecay, RiskInterventions.HighTouchSupport)]
    [InlineData(0.1, 0.1, 1.0, RiskSignalKeys.ComplexityMismatch, RiskInterventions.StarterDowngrade)]
    public void Score_DominantSignal_NamesItsIntervention(double latency, double decay, double mismatch, string dominant, string intervention)
    {
        var assessment = Scorer.Score(Signals(latency, decay, mismatch, 0.1), T0);

        Assert.Equal(dominant, assessment.Dominant);
        Assert.Equal([intervention], assessment.Interventions);
    }

    [Fact]
    public void Score_FitWeighsMost_IsStillNotDominant()
    {
        var assessment = Scorer.Score(Signals(0.1, 0.0, 0.0, 1.0, isHighValue: true), T0);

        Assert.Equal(RiskSignalKeys.ProgressLatency, assessment.Dominant);
        Assert.DoesNotContain(RiskInterventions.FounderAssistPriority, assessment.Interventions);
    }

    [Fact]
    public void Score_HighValueFromTheElevatedBand_PrioritisesTheFounder() =>
        Assert.Equal(
            [RiskInterventions.SetupSimplification, RiskInterventions.FounderAssistPriority],
            Scorer.Score(Signals(1, 0, 0, 0.6, isHighValue: true), T0).Interventions);

    [Fact]
    public void Score_TiedContributions_TakesTheFirstDeclared() =>
        Assert.Equal(RiskSignalKeys.ProgressLatency, Scorer.Score(Signals(0.75, 1.0, 0, 0), T0).Dominant);

    [Fact]
    public void Score_AtFirstValue_IsZeroAndSaysSo()
    {
        var assessment = Score(60, SignUp(), Product(50, "first_qualified_lead_delivered"));

        Assert.Equal((RiskStatus.FirstValueReached, RiskScore.Zero), (assessment.Status, assessment.Score));
        Assert.Equal([RiskReasons.FirstValueReached], assessment.Reasons);
    }

    [Fact]
    public void Score_Churned_IsNotScoredAndSaysSo()
    {
        var assessment = Score(60, SignUp(), Told(50, new Churned(null)));

        Assert.Equal((RiskStatus.Churned, default(RiskScore?)), (assessment.Status, assessment.Score));
        Assert.Equal([RiskReasons.Churned], assessment.Reasons);
    }

    [Fact]
    public void Score_NoKnownSignal_HasNoScore() =>
        Assert.Equal(RiskStatus.NoKnownSignal, Scorer.Score(new RiskSignals(), T0).Status);

    [Fact]
    public void Score_NoSignUp_IsNotTimed() => Assert.Equal(RiskStatus.NotTimed, Score(1, Told(0, new OwnerAssigned("a", "b"))).Status);

    [Theory]
    [InlineData(MissingSignals.Reweight, 50.00)]
    [InlineData(MissingSignals.Neutral, 50.00)]
    [InlineData(MissingSignals.AssumeWorst, 80.00)]
    [InlineData(MissingSignals.AssumeBest, 20.00)]
    public void Score_MissingSignals_FollowsThePolicy(MissingSignals missing, double points)
    {
        var assessment = new RiskScorer(RiskPolicy.Default with { Missing = missing }).Score(Signals(0.5, null, null, null), T0);

        Assert.Equal((decimal)points, assessment.Score!.Value.Points);
        Assert.Equal(4_000, assessment.CoverageBasisPoints);
        Assert.Equal((20m, 80m), (assessment.FeasibleFrom!.Value.Points, assessment.FeasibleTo!.Value.Points));
        Assert.True(assessment.IsProvisional);
        Assert.Contains(RiskReasons.LowCoverage, assessment.Reasons);
    }

    [Fact]
    public void Score_SixtyPercentKnown_IsNotProvisional() =>
        Assert.False(Scorer.Score(Signals(0.5, null, 0.5, null), T0).IsProvisional);

    [Fact]
    public void Score_ThirdsOfAHundredth_GoToTheLargestRemainder()
    {
        // 40 * 1/3 = 13.333.., 30 * 1/3 = 10, 20 * 1/3 = 6.666..: they sum to 30, and 6.67 takes the hundredth.
        var assessment = Scorer.Score(Signals(1 / 3.0, 1 / 3.0, 1 / 3.0, 0), T0);

        Assert.Equal(30.00m, assessment.Score!.Value.Points);
        Assert.Equal([13.33m, 10.00m, 6.67m, 0m], assessment.Contributions.Select(c => c.Points.Points));
    }

    [Fact]
    public void Score_HalfAHundredth_RoundsUp() =>
        Assert.Equal(0.01m, Scorer.Score(Signals(0.000125, 0, 0, 0), T0).Score!.Value.Points);

    [Theory]
    [InlineData(39.99, null, RiskBand.Low)]
    [InlineData(40.00, null, RiskBand.Elevated)]
    [InlineData(69.99, null, RiskBand.Elevated)]
    [InlineData(70.00, null, RiskBand.High)]
    [InlineData(44.99, RiskBand.Low, RiskBand.Low)]
    [InlineData(45.00, RiskBand.Low, RiskBand.Elevated)]
    [InlineData(70.00, RiskBand.Low, RiskBand.High)]
    [InlineData(35.00, RiskBand.Elevated, RiskBand.Elevated)]
    [InlineData(34.99, RiskBand.Elevated, RiskBand.Low)]
    [InlineData(74.99, RiskBand.Elevated, RiskBand.Elevated)]
    [InlineData(75.00, RiskBand.Elevated, RiskBand.High)]
    [InlineData(65.00, RiskBand.High, RiskBand.High)]
    [InlineData(64.99, RiskBand.High, RiskBand.Elevated)]
    [InlineData(39.99, RiskBand.High, RiskBand.Low)]
    public void BandOf_RecordedBand_TakesFivePointsMoreToLeave(double points, RiskBand? recorded, RiskBand band) =>
        Assert.Equal(band, RiskPolicy.Default.BandOf(RiskScore.FromPoints((decimal)points), recorded));

    [Fact]
    public void Score_RecordedBand_ComesFromTheFact()
    {
        // Past the target with no session: latency 1, decay 1, the rest unknown: 100, high whatever was recorded; at 42 it matters.
        var recorded = Fold(20, SignUp(), Product(19, "page"), Told(1, new BandChanged(RiskBand.Low)));
        Assert.Equal(RiskBand.Low, recorded.RecordedBand);
        Assert.Equal(RiskBand.High, Scorer.Score(recorded, At(20)).Band);
    }

    [Fact]
    public void Score_EngagementOutage_KeepsDecayFromBeforeAndRaisesAnAlarm()
    {
        var journey = Fold(60, SignUp(), Product(1, "page"), Product(20, "page"), Product(25, "page"));
        var without = Scorer.Score(journey, At(60));
        var with = Scorer.Score(journey, At(60), new FleetConditions(At(36)));

        Assert.Equal(1, without.Contributions[1].Value);
        Assert.Equal(0, with.Contributions[1].Value);
        Assert.True(with.IsDataAlarm);
        Assert.Contains(RiskReasons.EngagementOutage, with.Reasons);
    }

    [Fact]
    public void Score_CustomSignal_CountsByItsWeight()
    {
        var policy = RiskPolicy.Default with { ProgressLatencyWeight = 3_000, CustomWeights = [new SignalWeight("tickets", 1_000)] };
        var scorer = new RiskScorer(policy, new Tickets());
        var assessment = scorer.Score(Fold(1, SignUp(), Product(1, "ticket")), At(1));

        var tickets = Assert.Single(assessment.Contributions, c => c.Signal == "tickets");
        Assert.Equal(1, tickets.Value);
        Assert.Equal("tickets", assessment.Dominant);
        Assert.Equal(["answer_tickets"], assessment.Interventions);
        Assert.StartsWith(RiskPolicy.DefaultModelVersion + "+", assessment.ModelVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BrokenPolicy_ListsEveryFault()
    {
        var policy = RiskPolicy.Default with { ProgressLatencyWeight = 4_001, HighFrom = RiskScore.FromPoints(30), MinimumCoverage = -1, HighValueFrom = double.NaN, CustomWeights = [new SignalWeight("strategic_fit", 5)] };
        var thrown = Assert.Throws<TtvValidationException>(() => new RiskScorer(policy, new Tickets()));

        Assert.Collection(
            thrown.Faults,
            f => Assert.Contains("'strategic_fit' stands twice", f, StringComparison.Ordinal),
            f => Assert.Contains("sum to 10006", f, StringComparison.Ordinal),
            f => Assert.Contains("ElevatedFrom is 40.00 and HighFrom 30.00", f, StringComparison.Ordinal),
            f => Assert.Contains("Hysteresis is 5.00", f, StringComparison.Ordinal),
            f => Assert.Contains("MinimumCoverage is -1", f, StringComparison.Ordinal),
            f => Assert.Contains("HighValueFrom is NaN", f, StringComparison.Ordinal),
            f => Assert.Contains("'tickets' has no weight", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Score_SignalOutOfRange_IsRefusedByName(double value) =>
        Assert.Contains("progress_latency", Assert.Throws<ArgumentException>(() => Scorer.Score(Signals(value, 0, 0, 0), T0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Score_InputsOutOfRange_NamesEveryField()
    {
        var inputs = new RiskInputs { SinceProgress = Duration.FromHours(-1), Allowance = Duration.Zero, RemindersSent = 1, RemindersIgnored = 2, PotentialValue = 3 };
        var message = Assert.Throws<ArgumentException>(() => Scorer.Score(inputs, T0)).Message;

        foreach (var field in new[] { "SinceProgress", "Allowance", "RemindersIgnored", "PotentialValue" }) Assert.Contains(field, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_JourneyOfLater_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Scorer.Score(Fold(10, SignUp()), At(5)));

    private sealed class Tickets : IRiskSignal
    {
        public string Key => "tickets";

        public string? Intervention => "answer_tickets";

        public double? Measure(Journey journey, Instant asOf) => journey.Activity.Count > 0 ? 1 : 0;
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void RiskContribution_ValueThatIsNone_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RiskContribution("s", 1, value, RiskScore.Zero));

    [Fact]
    public void RiskContribution_NoKey_IsRefused() => Assert.Throws<ArgumentNullException>(() => new RiskContribution(null!, 1, null, RiskScore.Zero));
}
