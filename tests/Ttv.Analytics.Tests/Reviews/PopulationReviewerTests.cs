using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Analytics.Reviews;

public class PopulationReviewerTests
{
    [Fact]
    public void Review_StepAndNextStepAtOneInstant_CountsThemInTheJourneysOrder()
    {
        // Recorded in either order and coded in either order: what was recorded first stands first.
        foreach (var (importDelay, inviteDelay) in new[] { (0, 1), (1, 0), (0, 0) })
        {
            TtvEvent[] events = [SignUp("a", "team"), E("a", 5, "imported", importDelay), E("a", 5, "invited", inviteDelay), E("a", 400, "page")];
            Equal(events);
            Equal([.. events.Reverse()]);
        }
    }

    [Fact]
    public void Review_StepCompletedExactlyWhenDue_IsInTime()
    {
        var review = Equal([SignUp("a", "shop"), E("a", 100, "page"), SignUp("b", "shop"), E("b", 100.001, "page"), E("b", 400, "login")]);
        // Of two accounts' four steps each, all of them due.
        Assert.Equal(1 / 8.0, review.Layers.Single(l => l.Name == "milestones_in_time").Value);
    }

    [Fact]
    public void Review_EscalatedAccount_CountsItsRecovery() =>
        Assert.Equal(1, Equal([SignUp("a", "team"), TtvEvent.Create(AccountId.Create("a"), PopulationLogs.At(3), new Escalated("k", "Cy", 0.5)), E("a", 400, "login")]).Recovery.Escalated);

    [Fact]
    public void Review_NoEvents_IsEmpty()
    {
        var (definitions, at) = (PopulationLogs.Definitions[0], PopulationLogs.At(10));
        Assert.Equal(new CohortReviewer().Review([], definitions, at), new PopulationReviewer().Review(new EventBatch(definitions), at));
    }

    [Fact]
    public void Review_SplitByAProfileKey_GroupsThoseWithoutAsNone()
    {
        TtvEvent[] events = [SignUp("a", "team", ("plan", "pro")), SignUp("b", "team"), SignUp("c", "team", ("plan", "free")), E("c", 400, "login")];
        Assert.Equal(["2026-W10/plan=free", "2026-W10/plan=none", "2026-W10/plan=pro"], Equal(events, new ReviewPolicy { By = "plan" }).Cohorts.Select(c => c.Key));
    }

    [Fact]
    public void Review_FarMoreWeeksAndValuesThanAccounts_MakesTheCohortsThatThereAre()
    {
        // One clock that was never set, and a value of its own for every account: half a million cohorts could be.
        var unset = TtvEvent.Create(AccountId.Create("unset"), Instant.FromUtc(1990, 1, 1, 0, 0), new SignedUp(EventProperties.Of(("segment", "team"))));
        TtvEvent[] events = [unset, .. Enumerable.Range(0, 250).Select(i => SignUp($"a{i}", "team", ("plan", $"p{i}"))), E("a7", 400, "login")];
        Assert.Equal(251, Equal(events, new ReviewPolicy { By = "plan" }).Cohorts.Count);
    }

    [Fact]
    public void Review_TimeAfter2112_IsRefusedByName()
    {
        var batch = new EventBatch(PopulationLogs.Definitions[0]);
        batch.Add(E("without a sign-up", 1, "login"));
        batch.Add(TtvEvent.Create(AccountId.Create("a"), Instant.FromUtc(2150, 1, 1, 0, 0), new SignedUp(EventProperties.Empty)));
        // By the account's number in the batch.
        Assert.Contains("SignedUpAt[1]", Assert.Throws<ArgumentException>(() => new PopulationReviewer().Review(batch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Review_NoThread_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopulationReviewer().Review(new EventBatch(PopulationLogs.Definitions[0]), degreeOfParallelism: 0));

    [Fact]
    public void Review_BesideTheSameLogBeforeAnyAccount_IsSetBesideNone()
    {
        var batch = new EventBatch(PopulationLogs.Definitions[0]);
        batch.AddRange([SignUp("a", "team"), E("a", 400, "login")]);
        Assert.Null(new PopulationReviewer().Review(batch, previousAsOf: PopulationLogs.At(-1)).PreviousAsOf);
        Assert.Equal(PopulationLogs.At(1), new PopulationReviewer().Review(batch, previousAsOf: PopulationLogs.At(1)).PreviousAsOf);
    }

    [Fact]
    public void Review_PreviousInstantAfterItsOwnOrGivenTwice_IsRefused()
    {
        var batch = new EventBatch(PopulationLogs.Definitions[0]);
        batch.AddRange([SignUp("a", "team"), E("a", 400, "login")]);
        var reviewer = new PopulationReviewer();
        Assert.Equal("previousAsOf", Assert.Throws<ArgumentException>(() => reviewer.Review(batch, previousAsOf: PopulationLogs.At(401))).ParamName);
        Assert.Equal("previousAsOf", Assert.Throws<ArgumentException>(() => reviewer.Review(batch, PopulationLogs.At(5), previousAsOf: PopulationLogs.At(6))).ParamName);
        var context = new ReviewContext { Previous = reviewer.Review(batch) };
        Assert.Equal("previousAsOf", Assert.Throws<ArgumentException>(() => reviewer.Review(batch, context: context, previousAsOf: PopulationLogs.At(6))).ParamName);
    }

    /// <summary>The review in columns, which has to be the journeys'.</summary>
    private static CohortReview Equal(TtvEvent[] events, ReviewPolicy? policy = null)
    {
        var (definitions, at) = (PopulationLogs.Definitions[0], PopulationLogs.At(500));
        var batch = new EventBatch(definitions);
        batch.AddRange(events);
        var review = new PopulationReviewer(policy).Review(batch, at);
        Assert.Equal(new CohortReviewer(policy).Review(new JourneyFold(definitions).FoldAll(events, at), definitions, at), review);
        return review;
    }

    private static TtvEvent SignUp(string account, string segment, params (string, PropertyValue)[] more) =>
        TtvEvent.Create(AccountId.Create(account), PopulationLogs.T0, new SignedUp(EventProperties.Of([("segment", segment), .. more])));

    private static TtvEvent E(string account, double hours, string name, int recordedLater = 0) => TtvEvent.Create(
        AccountId.Create(account), PopulationLogs.At(hours), new ProductEvent(name, EventProperties.Of(("platform", "web"))), recordedAt: PopulationLogs.At(hours + recordedLater));
}
