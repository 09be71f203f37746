using NodaTime;
using Ttv.Bands;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Support;
using static Ttv.Support.Logs;

namespace Ttv.Projection;

public class ProjectionModelTests
{
    private static readonly JourneyFold Fold = new(PlaybookDefinitions);

    private static Journey Account(int i, double observedHours, double? connectedAt, double? valueAt, double? churnedAt = null, string segment = "founder")
    {
        var account = AccountId.Create($"a{i}");
        var events = new List<TtvEvent> { TtvEvent.Create(account, T0, new SignedUp(EventProperties.Of(("segment", segment)))) };
        if (connectedAt is { } c) events.Add(TtvEvent.Product(account, At(c), "data_source_connected"));
        if (valueAt is { } v) events.Add(TtvEvent.Product(account, At(v), "first_qualified_lead_delivered"));
        if (churnedAt is { } x) events.Add(TtvEvent.Create(account, At(x), new Churned(null)));
        return Fold.Fold(account, events, At(observedHours));
    }

    /// <summary>100 accounts: half connect at 10 h and have value at 20 to 44.5 h; half never connect, and one in five of those has value, at 60 h.</summary>
    private static IEnumerable<Journey> History() =>
        Enumerable.Range(0, 100).Select(i => i < 50 ? Account(i, 300, 10, 20 + (i / 2.0)) : Account(i, 300, null, i % 5 == 0 ? 60 : null));

    private static readonly ProjectionModel Model = ProjectionModel.Learn(History());

    [Fact]
    public void Project_SameProgress_RestsOnThoseWhoHadIt()
    {
        var connected = Model.Project(Account(900, 12, 10, null), At(12))!;
        var idle = Model.Project(Account(901, 12, null, null), At(12))!;

        Assert.Equal((ProjectionBasis.SameProgress, 50L, 1, 1.0), (connected.Basis, connected.BasedOn, connected.MilestonesReached, connected.ProbabilityByTarget));
        Assert.Equal((ProjectionBasis.SameProgress, 50L, 0), (idle.Basis, idle.BasedOn, idle.MilestonesReached));
        Assert.Equal(0.2, idle.ProbabilityByTarget, 12);
        Assert.Equal((0.8, null), (Math.Round(idle.ProbabilityOfNever, 12), idle.ProjectedTtv));
        Assert.Equal(0.6, connected.ProbabilityAtSignUp, 12);
        // Half of the connected are there at 32.25 h: 20.25 h to go from 12 h.
        Assert.Equal(Duration.FromHours(32.25), connected.ProjectedTtv);
    }

    [Fact]
    public void Project_ProbabilityBelowHalfOfSignUps_RaisesTheTrigger()
    {
        Assert.True(Model.Project(Account(901, 12, null, null), At(12))!.IsTriggered);
        Assert.False(Model.Project(Account(900, 12, 10, null), At(12))!.IsTriggered);
        // Past the target date there is no chance left.
        Assert.Equal((0.0, true), (Model.Project(Account(902, 80, null, null), At(80))!.ProbabilityByTarget, Model.Project(Account(902, 80, null, null), At(80))!.IsTriggered));
    }

    [Fact]
    public void Project_TooFewWithTheSameProgress_FallsBackAndSaysSo()
    {
        // 42 h after sign-up only a few of the connected still wait.
        var late = Model.Project(Account(900, 42, 10, null), At(42))!;
        Assert.Equal(ProjectionBasis.Segment, late.Basis);
        // Another segment has no history at all.
        var stranger = Model.Project(Account(903, 12, null, null, segment: "marketer"), At(12))!;
        Assert.Equal((ProjectionBasis.Everyone, 100L), (stranger.Basis, stranger.BasedOn));
        Assert.Null(ProjectionModel.Learn([]).Project(Account(903, 12, null, null), At(12)));
    }

    [Fact]
    public void Project_Cancellations_Compete()
    {
        var model = ProjectionModel.Learn(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? Account(i, 300, null, 30) : Account(i, 300, null, null, churnedAt: 20)));

        Assert.Equal(0.5, model.Project(Account(900, 10, null, null), At(10))!.ProbabilityByTarget, 12);
    }

    [Fact]
    public void Project_NotOpen_IsNull()
    {
        Assert.Null(Model.Project(Account(900, 50, 10, 40), At(50)));
        Assert.Null(Model.Project(Account(900, 50, 10, null, churnedAt: 30), At(50)));
        Assert.Throws<ArgumentException>(() => Model.Project(Account(900, 50, 10, null), At(40)));
        Assert.Throws<TtvValidationException>(() => ProjectionModel.Learn([], new ProjectionOptions { TriggerBelow = 2 }));
    }

    [Fact]
    public void LearnedBands_TwoClearGroups_AreFoundAndPlaceOpenAccounts()
    {
        // Two hours or a week, give or take; a quarter of the accounts still waits after 30 days.
        var random = new Random(5);
        double Spread() => Math.Exp(0.3 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        var journeys = Enumerable.Range(0, 400).Select(i => Account(i, 720, null, (i % 4) switch { 0 or 1 => 2 * Spread(), 2 => 168 * Spread(), _ => null })).ToArray();
        var bands = LearnedBands.Learn(journeys)!;

        Assert.Equal(2, bands.Bands.Count);
        Assert.Equal(2 / 3.0, bands.Bands[0].Share, 2);
        Assert.InRange(bands.Bands[0].Center.TotalHours, 1.8, 2.2);
        Assert.Equal((0, 1), (bands.IndexOf(Duration.FromHours(2)), bands.IndexOf(Duration.FromDays(7))));
        var atSignUp = bands.Place(Duration.Zero)!.Value;
        Assert.Equal([0.5, 0.25, 0.25], atSignUp.Select(p => Math.Round(p, 9)));
        // After a day the fast band is out of reach, and waiting and the slow band share what is left.
        Assert.Equal([0, 0.5, 0.5], bands.Place(Duration.FromDays(1))!.Value.Select(p => Math.Round(p, 9)));
        Assert.Null(LearnedBands.Learn([]));
    }
}
