using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Journeys;

public class JourneyFoldTests
{
    private static readonly JourneyFold Playbook = new(PlaybookDefinitions);

    private static Journey Fold(double asOfHours, params TtvEvent[] events) => Playbook.Fold(Acme, events, At(asOfHours));

    private static Journey FoldRich(double asOfHours, params TtvEvent[] events) => new JourneyFold(RichDefinitions).Fold(Acme, events, At(asOfHours));

    [Fact]
    public void Fold_FounderOnTheWay_KnowsStepsDueTimesAndTarget()
    {
        var journey = Fold(30, SignUp(), Product(5, "data_source_connected"));

        Assert.Equal(At(0), journey.SignedUpAt);
        Assert.Equal("founder", journey.Segment!.Key.Value);
        Assert.Equal([At(18), At(36), At(54), At(72)], journey.Steps.Select(s => s.DueAt));
        Assert.Equal(At(72), journey.TargetAt);
        Assert.Equal(At(5), journey.LastProgressAt);
        Assert.Equal("campaign_launched", journey.CurrentStep!.Milestone.Key);
        Assert.Equal(JourneyOutcome.Open, journey.Outcome);
        Assert.Empty(journey.Findings);
    }

    [Fact]
    public void Fold_FirstValue_HasItsTimeEvidenceAndOutcome()
    {
        var value = Product(50, "first_qualified_lead_delivered");
        var journey = Fold(60, SignUp(), value, Product(55, "first_qualified_lead_delivered"));

        Assert.Equal(Duration.FromHours(50), journey.TimeToValue);
        Assert.Equal(value.Id, journey.FirstValueEvidence);
        Assert.Equal(JourneyOutcome.FirstValue, journey.Outcome);
        Assert.Null(journey.CurrentStep);
    }

    [Fact]
    public void Fold_NoEventFacts_TakesTheFirstEventAsSignUp()
    {
        var journey = Fold(10, Product(1, "page", ("segment", "marketer")), Product(3, "brief_complete"));

        Assert.Equal(At(1), journey.SignedUpAt);
        Assert.Equal("marketer", journey.Segment!.Key.Value);
    }

    [Fact]
    public void Fold_SupportMilestoneBeforeSignUp_CountsAsMetAtSignUp()
    {
        var journey = Fold(10, Product(-3, "data_source_connected"), SignUp());

        Assert.Equal(At(0), journey.Steps[0].CompletedAt);
        Assert.True(journey.Steps[0].IsMetBeforeSignUp);
        Assert.True(journey.IsTimed);
    }

    [Fact]
    public void Fold_FirstValueBeforeSignUp_IsAFindingAndLeavesTimeMetrics()
    {
        var journey = Fold(10, Product(-3, "first_qualified_lead_delivered"), SignUp());

        Assert.Equal([new JourneyFinding(JourneyFindings.FirstValueBeforeSignUp, 1)], journey.Findings);
        Assert.False(journey.IsTimed);
        Assert.Null(journey.TimeToValue);
    }

    [Fact]
    public void Fold_ChurnThenReturnThenValue_IsChurnedWithAWinBackAndShiftedDueTimes()
    {
        var journey = Fold(100, SignUp(), Told(10, new Churned(null)), Told(40, new Reactivated()), Product(50, "first_qualified_lead_delivered"));

        Assert.Equal(JourneyOutcome.Churned, journey.Outcome);
        Assert.Equal(At(10), journey.ChurnedAt);
        Assert.Equal(At(50), journey.WinBackAt);
        Assert.False(journey.IsChurned);
        Assert.Equal(At(72 + 30), journey.TargetAt);
    }

    [Fact]
    public void Fold_ValueThenChurn_IsFirstValue()
    {
        var journey = Fold(100, SignUp(), Product(5, "first_qualified_lead_delivered"), Told(10, new Churned(null)));

        Assert.Equal(JourneyOutcome.FirstValue, journey.Outcome);
        Assert.True(journey.IsChurned);
        Assert.Null(journey.WinBackAt);
    }

    [Fact]
    public void Fold_PausedTime_ShiftsDueTimesAndTargetButNotWallTime()
    {
        var journey = Fold(100, SignUp(), Told(10, new ClockPaused("holiday")), Told(34, new ClockResumed()), Product(60, "first_qualified_lead_delivered"));

        Assert.Equal([At(42), At(60), At(78), At(96)], journey.Steps.Select(s => s.DueAt));
        Assert.Equal(Duration.FromHours(60), journey.TimeToValue);
        Assert.False(journey.IsPaused);
    }

    [Fact]
    public void Fold_StillPaused_ShiftsByThePauseSoFar()
    {
        var journey = Fold(20, SignUp(), Told(10, new ClockPaused(null)));

        Assert.True(journey.IsPaused);
        Assert.Equal(At(82), journey.TargetAt);
    }

    [Fact]
    public void Fold_DueBeforeThePause_IsNotShifted()
    {
        var journey = Fold(50, SignUp(), Told(18, new ClockPaused(null)), Told(28, new ClockResumed()));

        Assert.Equal(At(18), journey.Steps[0].DueAt);
        Assert.Equal(At(46), journey.Steps[1].DueAt);
    }

    [Fact]
    public void Fold_Downgrade_ChangesThePathAndKeepsTheTarget()
    {
        var journey = FoldRich(20, Product(0, "registered"), Told(5, new PathChanged(Complexity.Starter)));

        Assert.Equal("team_starter", journey.Path!.Key);
        Assert.Equal(At(96), journey.TargetAt);
        Assert.Equal(At(96), journey.Steps[0].DueAt);
    }

    [Fact]
    public void Fold_UnknownVariant_IsAFindingAndLeavesThePath()
    {
        var journey = FoldRich(20, Product(0, "registered"), Told(5, new PathChanged(Complexity.Advanced)));

        Assert.Equal("team_standard", journey.Path!.Key);
        Assert.Contains(new JourneyFinding(JourneyFindings.UnknownVariant, 1), journey.Findings);
    }

    [Fact]
    public void Fold_NthOccurrenceAndConditions_DecideCompletion()
    {
        var journey = FoldRich(50,
            Product(0, "registered"), Product(1, "invited"), Product(2, "report", ("rows", 5)), Product(3, "invited"), Product(4, "report", ("rows", 10)));

        Assert.Equal(At(3), journey.Steps[1].CompletedAt);
        Assert.Equal(At(4), journey.FirstValueAt);
    }

    [Fact]
    public void Fold_LaterDateThanSignUp_CountsByTheDefinitionsZone()
    {
        var path = MilestonePath.Create("repeat", "Repeat", Duration.FromDays(30), [],
            new Milestone { Key = "again", Title = "second purchase", CompletedBy = new EventPattern("purchase", onLaterDateThanSignUp: true) });
        var definitions = new TtvDefinitions(SegmentCatalog.Create(SegmentDefinition.Create("buyer", "Buyer", path)), zone: DateTimeZoneProviders.Tzdb["Asia/Tokyo"]);
        TtvEvent Purchase(int day, int hour) => TtvEvent.Product(Acme, Instant.FromUtc(2026, 3, day, hour, 0), "purchase");

        // 14:00 UTC is 23:00 in Tokyo; 16:00 UTC is the next day there.
        var journey = new JourneyFold(definitions).Fold(Acme, [Purchase(2, 13), Purchase(2, 14), Purchase(2, 16)], Instant.FromUtc(2026, 4, 1, 0, 0));

        Assert.Equal(Instant.FromUtc(2026, 3, 2, 16, 0), journey.FirstValueAt);
    }

    [Fact]
    public void Fold_OrderedPath_CompletesAStepOnlyWithThoseBeforeIt()
    {
        var path = MilestonePath.Create("p", "P", Duration.FromHours(90),
            [new Milestone { Key = "a", Title = "a", CompletedBy = "a" }, new Milestone { Key = "b", Title = "b", CompletedBy = "b" }, new Milestone { Key = "c", Title = "c", CompletedBy = "c" }],
            new Milestone { Key = "v", Title = "v", CompletedBy = "v" }, isOrdered: true);
        var fold = new JourneyFold(new TtvDefinitions(SegmentCatalog.Create(SegmentDefinition.Create("s", "S", path))));
        var journey = fold.Fold(Acme, [Product(0, "start"), Product(1, "b"), Product(5, "a")], At(10));

        Assert.Equal([At(5), At(5), null, null], journey.Steps.Select(s => s.CompletedAt));
    }

    [Fact]
    public void Fold_ImpossibleTimes_AreSetAsideAndSaySo()
    {
        var journey = Fold(10, SignUp(),
            TtvEvent.Product(Acme, Instant.FromUnixTimeSeconds(0), "data_source_connected"),
            TtvEvent.Create(Acme, At(5), new ProductEvent("campaign_launched"), recordedAt: At(3.9)));

        Assert.Equal([new JourneyFinding(JourneyFindings.ImpossibleTime, 2)], journey.Findings);
        Assert.All(journey.Steps, s => Assert.False(s.IsComplete));
    }

    [Fact]
    public void Fold_ConflictingDuplicate_TakesTheOneRecordedFirstAndSaysSo()
    {
        var id = EventId.Create("x");
        var journey = Fold(10, SignUp(),
            TtvEvent.Create(Acme, At(2), new ProductEvent("campaign_launched"), id, At(4)),
            TtvEvent.Create(Acme, At(3), new ProductEvent("data_source_connected"), id, At(3)));

        Assert.True(journey.Steps[0].IsComplete);
        Assert.False(journey.Steps[1].IsComplete);
        Assert.Equal([new JourneyFinding(JourneyFindings.ConflictingDuplicate, 1)], journey.Findings);
    }

    [Fact]
    public void Fold_RecordedLater_IsNotKnownYet()
    {
        var late = TtvEvent.Create(Acme, At(2), new ProductEvent("data_source_connected"), recordedAt: At(20));

        Assert.False(Fold(10, SignUp(), late).Steps[0].IsComplete);
        Assert.Equal(At(2), Fold(20, SignUp(), late).Steps[0].CompletedAt);
    }

    [Fact]
    public void Fold_WatermarkBeforeAsOf_EndsObservationThere()
    {
        var journey = Playbook.Fold(Acme, [SignUp()], At(10), At(4));

        Assert.Equal(At(10), journey.AsOf);
        Assert.Equal(At(4), journey.ObservedUntil);
    }

    [Fact]
    public void Fold_Profile_IsTheValueAtSignUpWithWhatFollowedWithinAQuarterOfAnHour()
    {
        var journey = Fold(10,
            Told(-1, new ProfileObserved(EventProperties.Of(("plan", "free"), ("segment", "founder")))),
            SignUp(),
            Told(0.2, new ProfileObserved(EventProperties.Of(("plan", "pro"), ("role", "ceo")))),
            Told(2, new ProfileObserved(EventProperties.Of(("size", 12)))));

        Assert.Equal(EventProperties.Of(("plan", "free"), ("segment", "founder"), ("role", "ceo")), journey.Profile);
    }

    [Fact]
    public void Fold_DefinitionVersions_PinTheOneInForceAtAssignment()
    {
        static SegmentDefinition Version(int version, int hours, Instant? from) => SegmentDefinition.Create("s", "S",
            MilestonePath.Create("p", "P", Duration.FromHours(hours), [], new Milestone { Key = "v", Title = "v", CompletedBy = "v" })) with { Version = version, EffectiveFrom = from };
        var fold = new JourneyFold(new TtvDefinitions(SegmentCatalog.Create(Version(1, 24, null), Version(2, 48, At(10)))));

        Assert.Equal(1, fold.Fold(Acme, [Product(9, "x")], At(100)).Segment!.Version);
        Assert.Equal(2, fold.Fold(Acme, [Product(10, "x")], At(100)).Segment!.Version);
        Assert.Equal(2, fold.Fold(Acme, [Product(9, "x"), Told(12, new SegmentAssigned(SegmentKey.Create("s")))], At(100)).Segment!.Version);
    }

    [Fact]
    public void Fold_UnknownSegment_IsAFinding()
    {
        var journey = Fold(10, SignUp(segment: "astronaut"));

        Assert.Null(journey.Segment);
        Assert.False(journey.IsTimed);
        Assert.Equal([new JourneyFinding(JourneyFindings.NoSegment, 1)], journey.Findings);
    }

    [Fact]
    public void Fold_NoSignUp_IsAFinding()
    {
        var journey = FoldRich(10, Product(1, "imported"));

        Assert.Null(journey.SignedUpAt);
        Assert.False(journey.IsTimed);
        Assert.Contains(new JourneyFinding(JourneyFindings.NoSignUp, 1), journey.Findings);
    }

    [Fact]
    public void Fold_Sessions_BreakAtHalfAnHourOfSilence()
    {
        var journey = Fold(10, Product(0, "a"), Product(0.4, "b"), Product(0.9, "c"), Product(2, "d"));

        Assert.Equal([At(0), At(0.9), At(2)], journey.Sessions);
    }

    [Fact]
    public void Fold_VocabularyReminders_KeepTheirEngagementAndReplies()
    {
        var journey = FoldRich(60, Product(0, "registered"),
            Product(1, "mail_sent"), Product(2, "mail_clicked"), Product(3, "mail_sent"), Product(4, "question_sent"), Product(5, "answered"));

        Assert.Equal([At(2), null, At(5)], journey.Nudges.Select(n => n.EngagedAt));
        Assert.Equal([null, null, At(5)], journey.Nudges.Select(n => n.RepliedAt));
        Assert.Equal([At(0), At(2), At(5)], journey.Activity);
    }

    [Fact]
    public void Fold_EngagementWithoutNudge_IsAFinding() =>
        Assert.Contains(new JourneyFinding(JourneyFindings.UnknownNudge, 1), Fold(9, SignUp(), Told(1, new NudgeEngaged("nowhere"))).Findings);

    [Fact]
    public void Fold_Trail_KeepsEveryLineAndTheLatestInForce()
    {
        var journey = Fold(9, SignUp(), Told(1, new OwnerAssigned("Ann", "Bob")), Told(2, new OwnerAssigned("Cy", "Ann")),
            Told(3, new ProofAttached(new Uri("https://proof.example/1"), "Cy")));

        Assert.Equal("Cy", journey.Trail.Owner!.Value);
        Assert.Equal(3, journey.Trail.Entries.Count);
        Assert.False(journey.Trail.IsAccountable);
        Assert.True(Fold(9, SignUp(), Told(1, new OwnerAssigned("Ann", "Bob")), Told(3, new ProofAttached(new Uri("https://proof.example/1"), "Cy")), Told(4, new ApproverNamed("Di", "Ann"))).Trail.IsAccountable);
    }

    [Fact]
    public void Fold_ForeignEvent_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Playbook.Fold(AccountId.Create("other"), [SignUp()], At(1)));
        Assert.Contains("acme", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PackedLog_ManyEventsTwice_TakesAtMostSixteenBytesADistinctEvent()
    {
        var packed = new PackedEventLog(PlaybookDefinitions);
        for (var i = 0; i < 100_000; i++)
        {
            var told = TtvEvent.Create(AccountId.Create($"account-{i % 100}"), T0 + Duration.FromSeconds(i * 37L), new ProductEvent("page"), EventId.Create($"e{i}"));
            packed.Add(told);
            if (i % 10 == 0) packed.Add(told);
        }

        Assert.InRange(packed.PackedBytes / 100_000.0, 10, 17);
        Assert.Equal(100_000, packed.CountDistinct());
        Assert.Equal(100, packed.AccountCount);
    }

    [Fact]
    public void PackedLog_CodedEvents_AreTheEventsThemselves()
    {
        var (told, coded) = (new PackedEventLog(PlaybookDefinitions), new PackedEventLog(PlaybookDefinitions));
        TtvEvent[] events = [.. Enumerable.Range(0, 50).Select(i => TtvEvent.Create(AccountId.Create($"account-{i % 7}"), T0 + Duration.FromHours(i), new ProductEvent(i % 3 == 0 ? "signed_up" : "page"), EventId.Create($"e{i % 40}"), T0 + Duration.FromHours(i + (i % 2))))];
        foreach (var e in events) told.Add(e);
        coded.Add([.. events.Select(e => new CodedEvent(coded.IndexOf(e.Account), coded.CodeOf(e.Body), e.OccurredAt.ToUnixTimeTicks() / 10, e.RecordedAt.ToUnixTimeTicks() / 10, EventIdHash.Of(e.Id)))]);

        Assert.Equal((told.AddedCount, told.AccountCount, told.Watermark), (coded.AddedCount, coded.AccountCount, coded.Watermark));
        Assert.Equal(told.Journeys(), coded.Journeys());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    public void PackedLog_CodeNeverHandedOut_IsRefused(int account, int reading)
    {
        var packed = new PackedEventLog(PlaybookDefinitions);
        packed.IndexOf(AccountId.Create("acme"));
        packed.CodeOf(new ProductEvent("page"));

        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add([new CodedEvent(account, reading, 0, 0, 0)]));
        Assert.Equal(0, packed.AddedCount);
    }
}
