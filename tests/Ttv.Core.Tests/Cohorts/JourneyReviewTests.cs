using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Segments;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Cohorts;

public class JourneyReviewTests
{
    private static readonly TtvDefinitions Definitions = new(
        SegmentCatalog.Create(SegmentDefinition.Create("s", "S", MilestonePath.Create(
            "p", "P", Duration.FromHours(72),
            [new Milestone { Key = "a", Title = "a", CompletedBy = "a" }, new Milestone { Key = "b", Title = "b", CompletedBy = "b" }],
            new Milestone { Key = "v", Title = "v", CompletedBy = "v" }))),
        new EventVocabulary([new VocabularyEntry("error", EventRole.Blocker, BlockerType.Setup)]),
        new EventPattern("start"),
        dimensions: ["platform"]);

    private static TtvEvent E(string account, double hours, string name, string platform = "web") =>
        TtvEvent.Product(AccountId.Create(account), At(hours), name, EventProperties.Of(("platform", platform)));

    private static CohortReview Review(double asOfHours, IEnumerable<TtvEvent> events) =>
        new CohortReviewer().Review(new JourneyFold(Definitions).FoldAll(events, At(asOfHours)), Definitions, At(asOfHours));

    [Fact]
    public void Funnel_StepsSkippedAndReordered_AreCounted()
    {
        var funnel = Review(500,
        [
            E("straight", 0, "start"), E("straight", 1, "a"), E("straight", 5, "b"), E("straight", 6, "v"),
            E("reordered", 0, "start"), E("reordered", 2, "b"), E("reordered", 4, "a"), E("reordered", 10, "v"),
            E("skipping", 0, "start"), E("skipping", 3, "a"), E("skipping", 9, "v"),
            E("waiting", 0, "start"), E("waiting", 4, "a"),
            E("idle", 0, "start"),
        ]).Funnel;

        Assert.Equal(["a", "b", "v"], funnel.Select(s => s.Step));
        Assert.Equal([(4, 5), (2, 5), (3, 5)], funnel.Select(s => ((int)s.Reached.Successes, (int)s.Reached.Trials)));
        Assert.Equal([(4, 5), (2, 4), (2, 2)], funnel.Select(s => ((int)s.FromPrevious!.Value.Successes, (int)s.FromPrevious.Value.Trials)));
        Assert.Equal([0, 1, 0], funnel.Select(s => (int)s.Skipped));
        Assert.Equal([0, 1, 0], funnel.Select(s => (int)s.Reordered));
        Assert.Equal([1, 1, 0], funnel.Select(s => (int)s.Waiting));
        // a: 1, 3, 4, 4 h and one waiting; b: 4 h after a, 2 h after sign-up, one waiting; v: 1, 6 and 6 h after the latest earlier step.
        Assert.Equal([Duration.FromHours(4), Duration.FromHours(4), Duration.FromHours(6)], funnel.Select(s => s.MedianWait));
    }

    [Fact]
    public void StepConversions_AttemptsInAWeek_ConvertWithinTheNextStepsAllowance()
    {
        // Steps are due 24 h apart. Two attempts at a: the first is retried, the second converts. A third comes 25 h too early for b.
        var cells = Review(500, [E("x", 0, "start"), E("x", 1, "a"), E("x", 2, "a"), E("x", 3, "b"), E("y", 0, "start"), E("y", 1, "a", "mobile"), E("y", 27, "b")]).StepConversions;

        var all = Assert.Single(cells, c => c is { Subject: "a", Slice: "all" });
        Assert.Equal((1, 3, "2026-W10"), (all.Share.Successes, all.Share.Trials, all.Week.Key));
        Assert.Equal((0, 1), (Assert.Single(cells, c => c is { Subject: "a", Slice: "platform=mobile" }).Share.Successes, 1));
    }

    [Fact]
    public void StepConversions_AttemptWhoseTimeIsNotUp_IsLeftOut() =>
        Assert.Empty(Review(10, [E("x", 0, "start"), E("x", 1, "a")]).StepConversions);

    /// <summary>Twelve weeks of sixty attempts at a, half of which convert; in two weeks the mobile ones do not.</summary>
    private static IEnumerable<TtvEvent> Incident()
    {
        for (var week = 0; week < 12; week++)
        {
            for (var i = 0; i < 60; i++)
            {
                var account = $"w{week}i{i}";
                var platform = i % 2 == 0 ? "mobile" : "web";
                var at = (168 * week) + i;
                yield return E(account, at, "start", platform);
                yield return E(account, at + 1, "a", platform);
                var isBroken = week is 5 or 6 && platform == "mobile";
                if (i % 4 < 2 && !isBroken) yield return E(account, at + 2, "b", platform);
            }
        }
    }

    [Fact]
    public void Departures_ABrokenFortnightOnOnePlatform_IsTheOneFinding()
    {
        var review = Review(168 * 14, Incident());
        var departure = Assert.Single(review.StepDepartures);

        Assert.Equal(("a", "platform=mobile", "2026-W15", "2026-W16"), (departure.Subject, departure.Slice, departure.From.Key, departure.To.Key));
        Assert.Equal((0, 60), (departure.Within.Successes, departure.Within.Trials));
        Assert.Contains(review.Findings, f => f.Code == ReviewFindings.StepConversionDeparture && f.Subject == "a/platform=mobile");
    }

    [Fact]
    public void Departures_SteadyConversion_FindsNothing() =>
        Assert.Empty(Review(168 * 14, Incident().Where(e => !e.Account.Value.StartsWith("w5", StringComparison.Ordinal) && !e.Account.Value.StartsWith("w6", StringComparison.Ordinal))).StepDepartures);

    [Fact]
    public void Blockers_WhereAnErrorStopsPeople_RankByTheLoss()
    {
        var events = Enumerable.Range(0, 40).SelectMany(i => new[] { E($"x{i}", 0, "start"), E($"x{i}", 1, "a"), E($"x{i}", 2, i < 20 ? "error" : "page"), E($"x{i}", i is < 5 or >= 25 ? 3 : 300, "b") });
        var blocker = Assert.Single(Review(500, events).Blockers);

        Assert.Equal(("error", BlockerType.Setup, 20, 20), (blocker.Source, blocker.Blocker, blocker.Accounts, blocker.Occurrences));
        Assert.Equal(0.25, blocker.With!.Value.Value, 12);
        Assert.Equal(0.75, blocker.Without!.Value, 12);
        Assert.Equal(10, blocker.Lost, 9);
    }

    [Fact]
    public void Layers_FiveLayers_HaveTheirFigures()
    {
        var layers = Review(500, [E("x", 0, "start"), E("x", 1, "a"), E("x", 30, "b"), E("y", 0, "start"), E("y", 499, "page")]).Layers;

        Assert.Equal(Enum.GetValues<ReviewLayer>(), layers.Select(k => k.Layer).Distinct());
        // Six milestones are due, two complete, one of them (due at 24 h) in time; b came at 30 h, due at 48 h: in time too.
        Assert.Equal(2 / 6.0, layers.Single(k => k.Name == "milestones_completed").Value!.Value, 12);
        Assert.Equal(2 / 6.0, layers.Single(k => k.Name == "milestones_in_time").Value!.Value, 12);
        Assert.Equal(0.5, layers.Single(k => k.Name == "path_coverage").Value!.Value, 12);
        Assert.Equal(2, layers.Single(k => k.Name == "definition_quality").Of);
    }

    [Fact]
    public void Risk_OpenAccounts_AreSpreadOverTenths()
    {
        var risk = Review(500, [E("open", 0, "start"), E("done", 0, "start"), E("done", 1, "v")]).Risk!;

        Assert.Equal((1, 1), (risk.Tenths.Sum(), risk.High));
        Assert.Equal(1, risk.Tenths[9]);
    }

    [Fact]
    public void Review_Journeys_EqualTheirRows()
    {
        var journeys = new JourneyFold(Definitions).FoldAll(Incident(), At(168 * 14));
        var review = new CohortReviewer().Review(journeys, Definitions, At(168 * 14));
        var rows = new CohortReviewer().Review(journeys.Select(j => AccountOutcome.From(j)!), review.ObservedUntil);

        Assert.Equal(rows.Overall, review.Overall);
        Assert.Equal(rows.Cohorts, review.Cohorts);
        Assert.Equal(rows.Trend, review.Trend);
    }

    [Fact]
    public void Review_ShuffledDoubledLog_IsTheSameReview()
    {
        var log = Incident().ToArray();

        Assert.Equal(Review(168 * 14, log), Review(168 * 14, Shuffle(log.Concat(log), 7)));
    }

    [Fact]
    public void Review_JourneysOfAnotherInstant_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new CohortReviewer().Review(new JourneyFold(Definitions).FoldAll(Incident(), At(100)), Definitions, At(101)));

    [Fact]
    public void Fleet_SessionsMissingForTwoDays_IsAnOutageSinceThen()
    {
        static FleetMonitor Watch(Func<int, bool> isSeen)
        {
            var asOf = At(24 * 40);
            var monitor = new FleetMonitor(asOf);
            var events = Enumerable.Range(0, 40).Where(isSeen).SelectMany(day => Enumerable.Range(0, 30).Select(i => E($"x{i}", (24 * day) + 12, "page")));
            foreach (var journey in new JourneyFold(Definitions).FoldAll([.. Enumerable.Range(0, 30).Select(i => E($"x{i}", 0, "start")), .. events], asOf)) monitor.Add(journey);
            return monitor;
        }

        Assert.Equal(At(24 * 38), Watch(day => day < 38).ToConditions().EngagementOutageSince);
        Assert.Null(Watch(_ => true).ToConditions().EngagementOutageSince);
        // Quiet weekends are no outage: every 6th and 7th day is empty, as it was the weeks before.
        Assert.Null(Watch(day => day % 7 < 5).ToConditions().EngagementOutageSince);
    }
}
