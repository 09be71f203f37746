using Ttv.Events;
using Ttv.Journeys;
using static Ttv.Support.Logs;

namespace Ttv.Risk;

public class CounterfactualTests
{
    private static readonly RiskScorer Scorer = new(RiskPolicy.Default with { ProgressLatencyWeight = 10_000, EngagementDecayWeight = 0, ComplexityMismatchWeight = 0, StrategicFitWeight = 0 });

    private static Journey Fold(double asOfHours, params TtvEvent[] events) => new JourneyFold(PlaybookDefinitions).Fold(Acme, events, At(asOfHours));

    [Fact]
    public void Counterfactual_NextMilestoneIsEnough_NamesIt()
    {
        // At 10 h, judged at 34 h. Nothing: 34 / 18 -> 100. First step: 24 / 26 -> 92.31. First two: 24 / 44 -> 54.55.
        var answer = Scorer.Counterfactual(Fold(10, SignUp()), At(10), RiskScore.FromPoints(60))!;

        Assert.Equal(["data_source_connected", "campaign_launched"], answer.Milestones);
        Assert.Equal(54.55m, answer.Score.Points);
        Assert.Equal(At(34), answer.JudgedAt);
    }

    [Fact]
    public void Counterfactual_AlreadyBelow_NeedsNothing() =>
        Assert.Empty(Scorer.Counterfactual(Fold(10, SignUp(), Product(10, "data_source_connected"), Product(10, "campaign_launched")), At(10), RiskScore.FromPoints(60))!.Milestones);

    [Fact]
    public void Counterfactual_PastTheTarget_NeedsFirstValueItself() =>
        Assert.Equal(["first_qualified_lead_delivered"], Scorer.Counterfactual(Fold(80, SignUp()), At(80))!.Milestones);

    [Fact]
    public void Counterfactual_NoScoreToLower_IsNull()
    {
        Assert.Null(Scorer.Counterfactual(Fold(60, SignUp(), Product(50, "first_qualified_lead_delivered")), At(60)));
        Assert.Null(Scorer.Counterfactual(Fold(60, SignUp(), Told(1, new Churned(null))), At(60)));
    }
}
