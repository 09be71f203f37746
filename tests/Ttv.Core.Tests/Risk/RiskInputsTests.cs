using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Risk;

/// <summary>The default formula of each signal.</summary>
public class RiskInputsTests
{
    private static readonly JourneyFold Playbook = new(PlaybookDefinitions);

    private static Journey Fold(double asOfHours, params TtvEvent[] events) => Playbook.Fold(Acme, events, At(asOfHours));

    [Fact]
    public void Latency_BetweenProgressAndDue_IsTheShareOfTheAllowance()
    {
        // Founder: steps due at 18, 36, 54 and 72 h. Progress at 6 h, next due at 36 h: (21 - 6) / (36 - 6).
        var inputs = RiskInputs.From(Fold(21, SignUp(), Product(6, "data_source_connected")), At(21), RiskPolicy.Default);

        Assert.Equal(0.5, inputs.ProgressLatency);
    }

    [Fact]
    public void Latency_FromTheTargetDateOn_IsOne()
    {
        // Progress at 71.9 h would restart the allowance; the target at 72 h ends that.
        var journey = Fold(72, SignUp(), Product(71.9, "lead_scored"));

        Assert.Equal(1, RiskInputs.From(journey, At(72), RiskPolicy.Default).ProgressLatency);
    }

    [Fact]
    public void Latency_WhilePaused_StandsStill()
    {
        var early = Fold(9, SignUp(), Told(9, new ClockPaused(null)));
        var late = Fold(500, SignUp(), Told(9, new ClockPaused(null)));

        Assert.Equal(0.5, RiskInputs.From(early, At(9), RiskPolicy.Default).ProgressLatency);
        Assert.Equal(0.5, RiskInputs.From(late, At(500), RiskPolicy.Default).ProgressLatency);
    }

    [Theory]
    [InlineData(10, 10, 0.0)]
    [InlineData(5, 10, 0.5)]
    [InlineData(12, 10, 0.0)]
    [InlineData(0, 10, 1.0)]
    [InlineData(0, 0, 1.0)]
    [InlineData(3, 0, 0.0)]
    public void SessionDrop_TwoWindows_IsTheClampedFall(int last, int previous, double drop) =>
        Assert.Equal(drop, new RiskInputs { SessionsInLastWindow = last, SessionsInPreviousWindow = previous }.SessionDrop);

    [Fact]
    public void SessionDrop_Windows_AreAQuarterOfTheDeadlineFromTwiceThatAge()
    {
        // Founder: deadline 72 h, so 18 h windows and unknown below 36 h of age.
        TtvEvent[] events = [SignUp(), Product(1, "page"), Product(5, "page"), Product(20, "page")];
        Assert.Null(RiskInputs.From(Fold(35.9, events), At(35.9), RiskPolicy.Default).SessionDrop);

        var inputs = RiskInputs.From(Fold(36, events), At(36), RiskPolicy.Default);
        Assert.Equal((1, 2), (inputs.SessionsInLastWindow, inputs.SessionsInPreviousWindow));
        Assert.Equal(0.5, inputs.SessionDrop);
    }

    [Fact]
    public void SessionDrop_LongDeadline_ComparesThreeDays()
    {
        var definitions = new Segments.TtvDefinitions(Segments.SegmentCatalog.Create(Segments.SegmentDefinition.Create("slow", "Slow",
            Milestones.MilestonePath.Create("p", "P", Duration.FromDays(30), [], new Milestones.Milestone { Key = "v", Title = "v", CompletedBy = "v" }))));
        var journey = new JourneyFold(definitions).Fold(Acme, [Product(0, "page"), Product(73, "page")], At(144));

        var inputs = RiskInputs.From(journey, At(144), RiskPolicy.Default);
        Assert.Equal((1, 0), (inputs.SessionsInLastWindow, inputs.SessionsInPreviousWindow));
    }

    [Fact]
    public void IgnoredReminders_After24Hours_AreTheShareNotEngaged()
    {
        var journey = Fold(
            60, SignUp(),
            Told(1, new NudgeSent("a", null, null, asksReply: false)), Told(2, new NudgeEngaged("a")),
            Told(3, new NudgeSent("b", null, null, asksReply: false)), Told(40, new NudgeEngaged("b")),
            Told(50, new NudgeSent("c", null, null, asksReply: false)));

        var inputs = RiskInputs.From(journey, At(60), RiskPolicy.Default);
        Assert.Equal((2, 1), (inputs.RemindersSent, inputs.RemindersIgnored));
        Assert.Equal(0.5, inputs.IgnoredReminders);
    }

    [Fact]
    public void LowReplies_WhereAsked_IsOneLessTheReplyRate()
    {
        var journey = Fold(60, SignUp(), Told(1, new NudgeSent("a", null, null, asksReply: true)), Told(2, new NudgeReplied("a")), Told(3, new NudgeSent("b", null, null, asksReply: true)));

        Assert.Equal(0.5, RiskInputs.From(journey, At(60), RiskPolicy.Default).LowReplies);
    }

    [Theory]
    [InlineData(0.4, 0.6, 0.8, ((50 * 0.4) + (30 * 0.6) + (20 * 0.8)) / 100)]
    [InlineData(0.4, null, 0.8, ((50 * 0.4) + (20 * 0.8)) / 70)]
    [InlineData(null, 0.6, null, 0.6)]
    public void EngagementDecay_KnownParts_AreWeighted50_30_20(double? drop, double? ignored, double? low, double expected)
    {
        var inputs = new RiskInputs
        {
            SessionsInLastWindow = drop is null ? null : (int)Math.Round(10 * (1 - drop.Value)),
            SessionsInPreviousWindow = drop is null ? null : 10,
            RemindersSent = ignored is null ? null : 10,
            RemindersIgnored = ignored is null ? null : (int)Math.Round(10 * ignored.Value),
            RepliesAsked = low is null ? null : 10,
            RepliesGiven = low is null ? null : (int)Math.Round(10 * (1 - low.Value)),
        };

        Assert.Equal(expected, inputs.EngagementDecay!.Value, 12);
    }

    [Theory]
    [InlineData(Complexity.Advanced, Complexity.Starter, 1.0)]
    [InlineData(Complexity.Standard, Complexity.Starter, 0.5)]
    [InlineData(Complexity.Starter, Complexity.Advanced, 0.0)]
    public void ComplexityMismatch_ChosenAgainstExperienced_IsHalfTheDistance(Complexity chosen, Complexity experience, double expected) =>
        Assert.Equal(expected, new RiskInputs { ChosenFlow = chosen, Experience = experience }.ComplexityMismatch);

    [Fact]
    public void StrategicFit_OnePartUnknown_IsMissing()
    {
        Assert.Equal(0.7, new RiskInputs { PotentialValue = 0.6, Expansion = 0.8 }.StrategicFit!.Value, 12);
        Assert.Null(new RiskInputs { PotentialValue = 0.6 }.StrategicFit);
    }
}
