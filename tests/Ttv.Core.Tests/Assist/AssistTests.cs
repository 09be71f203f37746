using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;
using static Ttv.Support.Logs;

namespace Ttv.Assist;

public class AssistTests
{
    private static RiskAssessment Assess(double points, bool isHighValue = false, bool isProvisional = false) => new()
    {
        Status = RiskStatus.Scored,
        Score = RiskScore.FromPoints((decimal)points),
        Band = RiskPolicy.Default.BandOf(RiskScore.FromPoints((decimal)points), null),
        IsHighValue = isHighValue,
        IsProvisional = isProvisional,
        ModelVersion = "test",
        AsOf = T0,
    };

    [Theory]
    [InlineData(39, true, false, InterventionPath.AutomationOnly)]
    [InlineData(40, true, false, InterventionPath.Hybrid)]
    [InlineData(69, false, false, InterventionPath.Hybrid)]
    [InlineData(70, true, false, InterventionPath.FounderAssist)]
    [InlineData(70, false, false, InterventionPath.Hybrid)]
    [InlineData(95, true, true, InterventionPath.AutomationOnly)]
    public void Route_BandAndValue_DecideThePath(double points, bool isHighValue, bool isProvisional, InterventionPath path) =>
        Assert.Equal(path, AssistRouter.Route(Assess(points, isHighValue, isProvisional), null).Path);

    [Fact]
    public void Route_EscalationWithoutApprover_Waits()
    {
        ValueList<NudgeDecision> nudges = [new NudgeDecision { Account = Acme, Rule = "r", Outcome = NudgeOutcome.Escalate, Channel = NudgeChannel.Human, Reasons = [], Key = "k", Episode = 0, Attempt = 1, AsOf = T0 }];

        Assert.Equal(EscalationState.AwaitingApprover, AssistRouter.Route(Assess(80, true), null, nudges).Escalation);
        Assert.Equal(EscalationState.Approved, AssistRouter.Route(Assess(80, true), "Grace", nudges).Escalation);
        Assert.Equal(EscalationState.None, AssistRouter.Route(Assess(80, true), "Grace").Escalation);
    }

    private static AssistCandidate Candidate(string account, double score, double? fit = null, double waitingHours = 0, string? approver = "Grace", double? targetHours = null) => new()
    {
        Account = AccountId.Create(account),
        Score = RiskScore.FromPoints((decimal)score),
        Fit = fit,
        WaitingSince = At(-waitingHours),
        Approver = approver,
        TargetAt = targetHours is { } hours ? At(hours) : null,
    };

    [Fact]
    public void Rank_Capacity_TakesTheBestAndSaysWhy()
    {
        var queue = AssistQueue.Rank([Candidate("a", 70), Candidate("b", 90), Candidate("c", 70, fit: 1), Candidate("d", 100, approver: null)], 2, T0);

        Assert.Equal(["c", "d", "b", "a"], queue.Select(e => e.Candidate.Account.Value));
        Assert.Equal([true, false, true, false], queue.Select(e => e.IsTaken));
        Assert.Equal([AssistReasons.WithinCapacity, AssistReasons.AwaitingApprover, AssistReasons.WithinCapacity, AssistReasons.OverCapacity], queue.Select(e => e.Reasons[0]));
        Assert.All(queue, e => Assert.Equal(e.Priority, e.RiskPoints + e.ValuePoints + e.DeadlinePoints + e.AgePoints));
    }

    [Fact]
    public void Rank_LeftForWeeks_OvertakesTheBestNewcomer()
    {
        var queue = AssistQueue.Rank([Candidate("new", 100, fit: 1, targetHours: 0), Candidate("old", 0, waitingHours: 24 * 7 * 5.1)], 1, T0);

        Assert.Equal("old", queue[0].Candidate.Account.Value);
        Assert.Equal(102m, queue[0].AgePoints);
        Assert.Equal(100m, queue[1].Priority);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(-5, 20)]
    [InlineData(84, 10)]
    [InlineData(168, 0)]
    [InlineData(500, 0)]
    public void Rank_Deadline_CountsWithinAWeek(double targetHours, double points) =>
        Assert.Equal((decimal)points, AssistQueue.Rank([Candidate("a", 0, targetHours: targetHours)], 1, T0)[0].DeadlinePoints);

    [Fact]
    public void Recovery_EscalatedAccounts_CountsThoseStillWaiting()
    {
        var fold = new JourneyFold(PlaybookDefinitions);
        var recovery = new Recovery();
        // Recovered after 2 days with contact after 6 h; not within 7 days; censored after 1 day.
        recovery.Add(fold.Fold(Acme, [SignUp(), Told(10, new Escalated("k", "Grace", 0.5)), Told(16, new AssistGiven("Ann")), Product(58, "first_qualified_lead_delivered")], At(400)));
        recovery.Add(fold.Fold(Acme, [SignUp(), Told(10, new Escalated("k", null, 0.3)), Told(34, new AssistGiven("Ann"))], At(400)));
        recovery.Add(fold.Fold(Acme, [SignUp(), Told(376, new Escalated("k", "Grace", null))], At(400)));
        recovery.Add(fold.Fold(Acme, [SignUp()], At(400)));
        var rate = recovery.ToRate();

        Assert.Equal((3, 1), (rate.Escalated, rate.AwaitingApprover));
        // The censored one left before the recovery at 2 days: 1 of the 2 still at risk.
        Assert.Equal(0.5, rate.Value!.Value, 12);
        Assert.Equal(0.4, rate.Predicted!.Value, 12);
        Assert.Equal(Duration.FromHours(24), rate.MedianTimeToContact);
    }

    [Fact]
    public void Recovery_NobodyEscalated_IsNotZero() => Assert.Null(new Recovery().ToRate().Value);
}
