using FsCheck.Xunit;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Segments;

namespace Ttv.Simulation;

public class SimulatedPopulationTests
{
    private static readonly Instant From = Instant.FromUtc(2026, 3, 2, 0, 0);
    private static readonly SimulatedSegment Founder = new() { Definition = Playbook.Founder };

    [Property]
    public bool Account_SameSeedAndIndex_IsTheSameWhateverElseIsAsked(ulong seed, ushort count, ushort index)
    {
        var small = new SimulatedPopulation([Founder, Founder with { Definition = Playbook.Marketer }], index + 1, From, Duration.FromDays(7), seed);
        var large = new SimulatedPopulation([Founder, Founder with { Definition = Playbook.Marketer }], index + 1 + count, From, Duration.FromDays(7), seed);
        return small[index] == large[index] && small.Events(small[index], Instant.MaxValue).SequenceEqual(large.Events(large[index], Instant.MaxValue));
    }

    [Fact]
    public void Account_OtherSeed_IsAnother()
    {
        var one = new SimulatedPopulation([Founder], 100, From, Duration.FromDays(7), seed: 1);
        var two = new SimulatedPopulation([Founder], 100, From, Duration.FromDays(7), seed: 2);
        Assert.DoesNotContain(Enumerable.Range(0, 100), i => one[i].SignedUpAt == two[i].SignedUpAt);
    }

    [Fact]
    public void Events_TheirFold_IsTheTruth()
    {
        var population = new SimulatedPopulation([.. Playbook.All.Select(s => new SimulatedSegment { Definition = s, StuckShare = 0.15 })], 2_000, From, Duration.FromDays(28), seed: 5);
        var asOf = From + Duration.FromDays(40);
        var journeys = new JourneyFold(new TtvDefinitions(SegmentCatalog.Create(Playbook.All.AsEnumerable()))).FoldAll(population.Events(asOf), asOf).ToDictionary(j => j.Account);
        Assert.Equal(2_000, journeys.Count);
        foreach (var account in population.Accounts())
        {
            var journey = journeys[account.Account];
            Assert.Equal((account.SignedUpAt, account.Segment.Definition.Key), (journey.SignedUpAt!.Value, journey.Segment!.Key));
            Assert.Equal(account.FirstValueAt <= asOf ? account.FirstValueAt : null, journey.FirstValueAt);
            Assert.Equal(account.FirstValueAt is null && account.ChurnsAt <= asOf, journey.IsChurned);
        }
    }

    [Fact]
    public void Review_OfTheLog_EstimatesWhatIsTrue()
    {
        // Nobody cancels and nobody is stuck: the share at first value by day 7 is known exactly for every account, and the review of a
        // log that ends in the middle, with most accounts still waiting, has to find it.
        var segment = Founder with { StuckShare = 0, MeanDaysToChurn = 1e9, Pace = 2 };
        var population = new SimulatedPopulation([segment], 20_000, From, Duration.FromDays(14), seed: 11);
        var truth = population.Accounts().Count(a => a.FirstValueAt <= a.SignedUpAt + Duration.FromDays(7)) / 20_000.0;
        var median = population.Accounts().Select(a => (a.FirstValueAt!.Value - a.SignedUpAt).TotalHours).Order().ElementAt(10_000);

        var asOf = From + Duration.FromDays(12);
        var definitions = new TtvDefinitions(SegmentCatalog.Create([Playbook.Founder]));
        var review = new CohortReviewer().Review(new JourneyFold(definitions).FoldAll(population.Events(asOf), asOf), definitions, asOf);
        var rate = review.Overall![MetricKind.ValueRate7d];
        Assert.InRange(truth, rate.Lower!.Value, rate.Upper!.Value);
        Assert.InRange(rate.Value!.Value, truth - 0.015, truth + 0.015);
        var estimate = review.Overall[MetricKind.MedianTtv];
        Assert.InRange(median * 3600, estimate.Lower!.Value, estimate.Upper!.Value);
        Assert.InRange(estimate.Value!.Value / 3600, median * 0.97, median * 1.03);
    }

    [Fact]
    public void Accounts_AMillion_AreMadeOneByOneInFlatMemory()
    {
        var population = new SimulatedPopulation([Founder], 1_000_000, From, Duration.FromDays(28));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (accounts, reached) = (0, 0);
        foreach (var account in population.Accounts())
        {
            accounts++;
            if (account.FirstValueAt is not null) reached++;
        }

        Assert.Equal(1_000_000, accounts);
        Assert.InRange(reached, 1, 999_999);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
    }

    [Fact]
    public void Create_BrokenSegment_ListsEveryFault()
    {
        var broken = Founder with { Weight = 0, StuckShare = 2, NudgeResponse = double.NaN, Pace = double.PositiveInfinity, Shape = -1, MeanDaysToChurn = 0, MeanHoursBetweenSessions = 0, MeanHoursToRespond = 0 };
        var thrown = Assert.Throws<TtvValidationException>(() => new SimulatedPopulation([broken], 1, From, Duration.Zero));
        Assert.Equal(8, thrown.Faults.Count);
        Assert.Contains("founder: StuckShare is 2: a number from 0 to 1 is allowed.", thrown.Faults);
        Assert.Throws<TtvValidationException>(() => new SimulatedPopulation([], 1, From, Duration.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedPopulation([Founder], -1, From, Duration.Zero));
    }
}
