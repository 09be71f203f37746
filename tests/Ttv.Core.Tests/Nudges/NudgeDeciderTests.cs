using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Risk;
using Ttv.Segments;
using static Ttv.Support.Logs;

namespace Ttv.Nudges;

public class NudgeDeciderTests
{
    private static readonly NudgePolicy Daytime = NudgePolicy.Default with { QuietFrom = LocalTime.Midnight, QuietTo = LocalTime.Midnight };

    /// <summary>Two steps of 48 h each: connect (with a start event, help page and action), then value at 96 h.</summary>
    private static readonly TtvDefinitions Definitions = new(SegmentCatalog.Create(SegmentDefinition.Create("s", "S", MilestonePath.Create(
        "p", "P", Duration.FromHours(96),
        [new Milestone { Key = "connect", Title = "data connected", CompletedBy = "connected", StartedBy = "opened", HelpAsset = new Uri("https://help.example/connect"), NextAction = new Uri("https://app.example/connect") }],
        new Milestone { Key = "value", Title = "first report", CompletedBy = "reported" })) with { Version = 3 }));

    private static NudgeDecision Decide(string rule, double asOfHours, NudgePolicy policy, params TtvEvent[] events)
    {
        var journey = new JourneyFold(Definitions).Fold(Acme, events, At(asOfHours));
        return new NudgeDecider(policy).Decide(journey, new RiskScorer().Score(journey, At(asOfHours)), At(asOfHours)).Single(d => d.Rule == rule);
    }

    private static TtvEvent Start(params (string, PropertyValue)[] profile) => Told(0, new SignedUp(EventProperties.Of(profile)));

    private static TtvEvent Sent(double hours, string rule, string milestone, string key) => Told(hours, new NudgeSent(key, rule, milestone, asksReply: false));

    [Fact]
    public void Stalled_HalfOfTheAllowanceAfterTheStart_SendsHelpAndOffersACall()
    {
        TtvEvent[] events = [Start(), Product(2, "opened")];
        var early = Decide(NudgeRuleKeys.StalledMilestone, 25.9, Daytime, events);
        var due = Decide(NudgeRuleKeys.StalledMilestone, 26, Daytime, events);

        Assert.Equal((NudgeOutcome.Suppress, At(26)), (early.Outcome, early.NextCheckAt));
        Assert.Equal(NudgeOutcome.Send, due.Outcome);
        Assert.Equal([NudgeReasons.Stalled], due.Reasons);
        Assert.Equal(("connect", true, "https://help.example/connect"), (due.Milestone, due.OffersQuickCall, due.HelpAsset!.OriginalString));
        Assert.Equal("You started “data connected” and are two steps from “first report”. Here is what usually helps; we can also look at it together on a quick call.", due.Copy);
        Assert.Equal((3, 0, 1), (due.DefinitionVersion, due.Episode, due.Attempt));
    }

    [Fact]
    public void Stalled_WithoutAStartEvent_NeverTriggers() =>
        Assert.Equal([NudgeReasons.NoTrigger], Decide(NudgeRuleKeys.StalledMilestone, 90, Daytime, Start(), Product(1, "connected")).Reasons);

    [Fact]
    public void Late_NotStartedByHalfOfTheAllowance_SendsTheNextAction()
    {
        var early = Decide(NudgeRuleKeys.LateMilestone, 23.9, Daytime, Start());
        var due = Decide(NudgeRuleKeys.LateMilestone, 24, Daytime, Start());

        Assert.Equal((NudgeOutcome.Suppress, At(24)), (early.Outcome, early.NextCheckAt));
        Assert.Equal(NudgeOutcome.Send, due.Outcome);
        Assert.Equal([NudgeReasons.NotStarted], due.Reasons);
        Assert.Equal("https://app.example/connect", due.NextAction!.OriginalString);
    }

    [Fact]
    public void Late_StartedAndMissed_IsADeadlineMissed()
    {
        TtvEvent[] events = [Start(), Product(40, "opened")];

        Assert.Equal([NudgeReasons.NoTrigger], Decide(NudgeRuleKeys.LateMilestone, 47, Daytime, events).Reasons);
        Assert.Equal([NudgeReasons.DeadlineMissed], Decide(NudgeRuleKeys.LateMilestone, 48, Daytime, events).Reasons);
    }

    [Fact]
    public void Allowance_OfTheSecondStep_RunsFromTheFirstsDueTime() =>
        Assert.Equal(At(72), Decide(NudgeRuleKeys.LateMilestone, 50, Daytime, Start(), Product(10, "connected")).NextCheckAt);

    [Fact]
    public void NextWin_MilestoneCompleted_IsSentAtOnceInsideTheProductEvenAtNight()
    {
        var connected = Product(12, "connected");
        var decision = Decide(NudgeRuleKeys.NextWin, 12, NudgePolicy.Default, Start(), Sent(11, NudgeRuleKeys.LateMilestone, "connect", "k"), connected);

        Assert.Equal((NudgeOutcome.Send, NudgeChannel.InApp, "connect"), (decision.Outcome, decision.Channel, decision.Milestone));
        Assert.Equal(connected.Id, decision.Evidence);
        Assert.Equal("“data connected” is done: you are one step from “first report”. Next: “first report”.", decision.Copy);
        Assert.Equal(1, decision.Episode);
    }

    [Fact]
    public void NextWin_SentOrStale_IsSuppressed()
    {
        Assert.Contains(NudgeReasons.AlreadySent, Decide(NudgeRuleKeys.NextWin, 13, Daytime, Start(), Product(10, "connected"), Sent(12, NudgeRuleKeys.NextWin, "connect", "k")).Reasons);
        Assert.Contains(NudgeReasons.Stale, Decide(NudgeRuleKeys.NextWin, 35, Daytime, Start(), Product(10, "connected")).Reasons);
    }

    [Fact]
    public void Founder_HighBandAndHighValue_EscalatesToAHuman()
    {
        // Past the target and no session: latency 1, decay 1, fit 0.7.
        var decision = Decide(NudgeRuleKeys.FounderIntervention, 100, Daytime, Start(), Told(1, new FitAssessed(0.8, 0.6)));

        Assert.Equal((NudgeOutcome.Escalate, NudgeChannel.Human), (decision.Outcome, decision.Channel));
        Assert.Equal([NudgeReasons.HighValueAtRisk], decision.Reasons);
        Assert.Equal([NudgeReasons.NoTrigger], Decide(NudgeRuleKeys.FounderIntervention, 100, Daytime, Start(), Told(1, new FitAssessed(0.8, 0.59))).Reasons);
    }

    [Fact]
    public void Founder_Provisional_IsNeverEscalated()
    {
        // At 24 h decay is unknown: half of the weight is known.
        var decision = Decide(NudgeRuleKeys.FounderIntervention, 47, Daytime, Start(), Told(1, new FitAssessed(1, 1)));

        Assert.Equal(NudgeOutcome.Suppress, decision.Outcome);
        Assert.Equal([NudgeReasons.HighValueAtRisk, NudgeReasons.Provisional], decision.Reasons);
    }

    [Fact]
    public void Attempts_TheThird_AsksAHumanAndThenNoMore()
    {
        TtvEvent[] two = [Start(), Product(50, "page"), Sent(24, NudgeRuleKeys.LateMilestone, "connect", "k1"), Sent(50, NudgeRuleKeys.LateMilestone, "connect", "k2")];
        var third = Decide(NudgeRuleKeys.LateMilestone, 80, Daytime, two);
        var after = Decide(NudgeRuleKeys.LateMilestone, 90, Daytime, [.. two, Told(81, new Escalated(third.Key, "Grace", null))]);

        Assert.Equal((NudgeOutcome.Escalate, 3), (third.Outcome, third.Attempt));
        Assert.Contains(NudgeReasons.LastAttempt, third.Reasons);
        Assert.Contains(NudgeReasons.AlreadyEscalated, after.Reasons);
    }

    [Fact]
    public void PathDeadline_Passed_AsksAHuman()
    {
        var decision = Decide(NudgeRuleKeys.LateMilestone, 100, Daytime, Start());

        Assert.Equal(NudgeOutcome.Escalate, decision.Outcome);
        Assert.Equal([NudgeReasons.DeadlineMissed, NudgeReasons.PathDeadline], decision.Reasons);
    }

    [Fact]
    public void CoolDown_SameRuleAndMilestone_WaitsHalfOfTheAllowanceAtMost48Hours()
    {
        var decision = Decide(NudgeRuleKeys.LateMilestone, 26, Daytime, Start(), Sent(24, NudgeRuleKeys.LateMilestone, "connect", "k1"));

        Assert.Equal((NudgeOutcome.Defer, At(48)), (decision.Outcome, decision.DeferUntil));
        Assert.Contains(NudgeReasons.CoolDown, decision.Reasons);
        Assert.Equal(2, decision.Attempt);
    }

    [Fact]
    public void DailyCap_OneMessageInTheLast24Hours_Defers()
    {
        var decision = Decide(NudgeRuleKeys.LateMilestone, 30, Daytime, Start(), Sent(20, "own_rule", "connect", "k1"));

        Assert.Equal((NudgeOutcome.Defer, At(44)), (decision.Outcome, decision.DeferUntil));
        Assert.Equal([NudgeReasons.NotStarted, NudgeReasons.DailyCap], decision.Reasons);
    }

    [Fact]
    public void WeeklyCap_ThreeMessagesInTheLastWeek_Defers()
    {
        var decision = Decide(
            NudgeRuleKeys.LateMilestone, 80, Daytime, Start(),
            Sent(1, "a", "x", "k1"), Sent(26, "b", "x", "k2"), Sent(51, "c", "x", "k3"));

        Assert.Equal((NudgeOutcome.Defer, At(169)), (decision.Outcome, decision.DeferUntil));
        Assert.Contains(NudgeReasons.WeeklyCap, decision.Reasons);
    }

    [Theory]
    [InlineData("UTC", 35.0, 47.0)]
    [InlineData("UTC", 34.9, null)]
    [InlineData("America/New_York", 35.0, null)]
    [InlineData("Asia/Tokyo", 26.0, 38.0)]
    [InlineData("nowhere", 35.0, 47.0)]
    public void QuietHours_TwentyToEightLocal_DeferToTheMorning(string zone, double asOf, double? until)
    {
        // T0 is 09:00 UTC, so 35 h is 20:00 UTC, 15:00 in New York; 26 h is 20:00 in Tokyo.
        var decision = Decide(NudgeRuleKeys.LateMilestone, asOf, NudgePolicy.Default, Start(("timezone", zone)));

        Assert.Equal(until is { } at ? At(at) : default(Instant?), decision.DeferUntil);
        Assert.Equal(until is null ? NudgeOutcome.Send : NudgeOutcome.Defer, decision.Outcome);
    }

    [Fact]
    public void Decide_TwoMessagesDue_SendsTheFirstAndDefersTheSecond()
    {
        TtvEvent[] events = [Start(), Product(2, "opened")];

        Assert.Equal(NudgeOutcome.Send, Decide(NudgeRuleKeys.StalledMilestone, 49, Daytime, events).Outcome);
        var second = Decide(NudgeRuleKeys.LateMilestone, 49, Daytime, events);
        Assert.Equal((NudgeOutcome.Defer, At(73)), (second.Outcome, second.DeferUntil));
    }

    [Theory]
    [InlineData("pause", NudgeReasons.Paused)]
    [InlineData("churn", NudgeReasons.Churned)]
    [InlineData("unsubscribe", NudgeReasons.Unsubscribed)]
    [InlineData("value", NudgeReasons.FirstValueReached)]
    public void Mute_AccountNotToBeNudged_Suppresses(string what, string reason)
    {
        var muting = what switch
        {
            "pause" => Told(25, new ClockPaused(null)),
            "churn" => Told(25, new Churned(null)),
            "unsubscribe" => Told(25, new Unsubscribed()),
            _ => Product(25, "reported"),
        };
        var decision = Decide(NudgeRuleKeys.LateMilestone, 30, Daytime, Start(), muting);

        Assert.Equal(NudgeOutcome.Suppress, decision.Outcome);
        Assert.Contains(reason, decision.Reasons);
    }

    [Fact]
    public void Mute_AlreadyProgressed_LooksAtTheNextStep() =>
        Assert.Equal([NudgeReasons.NoTrigger], Decide(NudgeRuleKeys.LateMilestone, 30, Daytime, Start(), Product(29, "connected")).Reasons);

    [Fact]
    public void Holdout_WholeShare_SuppressesAndKeepsTheTrigger()
    {
        var decision = Decide(NudgeRuleKeys.LateMilestone, 30, Daytime with { HoldoutShare = 1 }, Start());

        Assert.Equal(NudgeOutcome.Suppress, decision.Outcome);
        Assert.Equal([NudgeReasons.NotStarted, NudgeReasons.Holdout], decision.Reasons);
    }

    [Fact]
    public void Holdout_TenPercent_TakesAboutATenthAndAlwaysTheSame()
    {
        var accounts = Enumerable.Range(0, 20_000).Select(i => AccountId.Create($"account-{i}")).ToArray();
        var chosen = accounts.Where(a => Holdout.Contains(a, 0.1, "salt")).ToArray();

        Assert.InRange(chosen.Length, 1_850, 2_150);
        Assert.All(chosen, a => Assert.True(Holdout.Contains(a, 0.2, "salt")));
        Assert.NotEqual(chosen, accounts.Where(a => Holdout.Contains(a, 0.1, "pepper")));
        Assert.Equal(Expected(), Enumerable.Range(0, 1001).First(i => Holdout.Contains(Acme, i / 1000.0, "ttv")));

        static int Expected()
        {
            var hash = System.Security.Cryptography.SHA256.HashData("acme\0ttv"u8);
            var first = hash.Take(8).Aggregate(0UL, (sum, b) => (sum << 8) | b);
            return (int)Math.Floor((double)((decimal)first / 18446744073709551616m) * 1000) + 1;
        }
    }

    [Fact]
    public void Key_SameMilestoneEpisodeAndAttempt_IsTheSameAndElseAnother()
    {
        var first = Decide(NudgeRuleKeys.LateMilestone, 24, Daytime, Start());
        var again = Decide(NudgeRuleKeys.LateMilestone, 25, Daytime, Start(), Product(24.5, "page"));
        var second = Decide(NudgeRuleKeys.LateMilestone, 49, Daytime, Start(), Sent(24, NudgeRuleKeys.LateMilestone, "connect", first.Key));
        var returned = Decide(NudgeRuleKeys.LateMilestone, 100, Daytime, Start(), Told(1, new Churned(null)), Told(60, new Reactivated()));

        Assert.Equal(first.Key, again.Key);
        Assert.NotEqual(first.Key, second.Key);
        Assert.Equal((1, 1), (returned.Episode, returned.Attempt));
        Assert.NotEqual(first.Key, returned.Key);
        Assert.InRange(first.Key.Length, 1, 256);
    }

    [Fact]
    public void Decision_Trail_RidesAlong()
    {
        var decision = Decide(NudgeRuleKeys.LateMilestone, 30, Daytime, Start(), Told(1, new OwnerAssigned("Ann", "Bob")), Told(2, new ProofAttached(new Uri("https://proof.example/1"), "Ann")));

        Assert.Equal(("Ann", "https://proof.example/1", "s"), (decision.Owner, decision.Proof, decision.Segment!.Value.Value));
    }

    [Fact]
    public void CustomRule_AfterTheBuiltIn_IsAskedAndLimited()
    {
        var journey = new JourneyFold(Definitions).Fold(Acme, [Start()], At(5));
        var decisions = new NudgeDecider(Daytime, null, new Hello()).Decide(journey, new RiskScorer().Score(journey, At(5)), At(5));

        Assert.Equal(["founder_intervention", "stalled_milestone", "late_milestone", "next_win", "hello"], decisions.Select(d => d.Rule));
        Assert.Equal((NudgeOutcome.Send, "You are two steps from “first report”."), (decisions[^1].Outcome, decisions[^1].Copy));
    }

    [Fact]
    public void Create_BrokenPolicy_ListsEveryFault()
    {
        var policy = NudgePolicy.Default with { DailyCap = 0, WeeklyCap = -1, MaxAttempts = 0, HoldoutShare = 2 };
        var faults = Assert.Throws<TtvValidationException>(() => new NudgeDecider(policy, null, new Hello(), new Hello())).Faults;

        Assert.Equal(5, faults.Count);
        Assert.Contains(faults, f => f.Contains("HoldoutShare is 2", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("'hello' stands 2 times", StringComparison.Ordinal));
    }

    private sealed class Hello : INudgeRule
    {
        public string Key => "hello";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) => new() { IsTriggered = true, Reasons = ["greeting"] };
    }
}
