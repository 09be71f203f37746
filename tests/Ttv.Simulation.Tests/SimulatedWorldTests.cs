using FsCheck.Xunit;
using NodaTime;
using Ttv.Events;
using Ttv.Segments;

namespace Ttv.Simulation;

public class SimulatedWorldTests
{
    private static readonly Instant From = Instant.FromUtc(2026, 3, 2, 0, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Advance_NeverNudged_TellsWhatThePopulationTells(int steps)
    {
        var population = Population(0.4);
        var world = new SimulatedWorld(population);
        var until = From + Duration.FromDays(60);
        var happened = new List<TtvEvent>();
        for (var i = 1; i <= steps; i++) happened.AddRange(world.Advance(From + (Duration.FromDays(60) / steps * i)).AsEnumerable());

        Assert.Equal(population.Events(until).Select(e => (e.Account, e.Id)).ToHashSet(), happened.Select(e => (e.Account, e.Id)).ToHashSet());
        Assert.Equal(happened.OrderBy(e => e.OccurredAt).Select(e => e.OccurredAt), happened.Select(e => e.OccurredAt));
        Assert.Equal(until, world.Now);
    }

    [Fact]
    public void Nudge_SameNudgesAtTheSameTimes_DoTheSame() => Assert.Equal(Run(0.4), Run(0.4));

    [Fact]
    public void Nudge_WhoResponds_ReachesFirstValueSooner()
    {
        static int Reached(IEnumerable<TtvEvent> log) => log.Count(e => e.Body.Name == Playbook.Founder.Paths[0].Steps[^1].CompletedBy.EventName);
        Assert.Equal(Reached(Population(0).Events(From + Duration.FromDays(20))), Reached(Run(0)));
        Assert.InRange(Reached(Run(1)), Reached(Run(0)) + 20, int.MaxValue);
    }

    [Fact]
    public void Nudge_ShareThatResponds_IsTheTruthOfTheSegment()
    {
        var world = new SimulatedWorld(Population(0.3));
        world.Advance(From + Duration.FromDays(1));
        var responds = Enumerable.Range(0, 300).Count(i => world.Nudge(AccountId.Create($"account-{i:0000000}"), $"key-{i}"));
        // 300 draws of a share of 0.3, a few of which come to nothing because the step was about to be done anyway: within 4 deviations.
        Assert.InRange(responds, 40, 122);
    }

    [Fact]
    public void Nudge_SameKeyAgainOrAccountUnknown_DoesNothing()
    {
        var world = new SimulatedWorld(Population(1));
        world.Advance(From + Duration.FromHours(1));
        var account = AccountId.Create("account-0000000");
        Assert.True(world.Nudge(account, "key"));
        Assert.False(world.Nudge(account, "key"));
        Assert.False(world.Nudge(AccountId.Create("nobody"), "key"));
        Assert.Throws<ArgumentException>(() => world.Nudge(account, ""));
    }

    [Property]
    public bool Nudge_OneMore_NeverMakesTheNextStepLaterAndTrueMeansSooner(ulong seed, byte hours, byte[] nudgedAt)
    {
        // Two worlds alike but for the last nudge: the one account's steps to come are compared, in each.
        var population = new SimulatedPopulation([new SimulatedSegment { Definition = Playbook.Founder, StuckShare = 0.3, NudgeResponse = 0.8, MeanHoursToRespond = 40, MeanDaysToChurn = 10 }], 1, From, Duration.Zero, seed);
        var (without, with) = (new SimulatedWorld(population), new SimulatedWorld(population));
        foreach (var (at, i) in nudgedAt.Order().Select((at, i) => (at, i)))
        {
            foreach (var world in new[] { without, with })
            {
                world.Advance(From + Duration.FromHours(at));
                world.Nudge(population[0].Account, $"key-{i}");
            }
        }

        foreach (var world in new[] { without, with }) world.Advance(world.Now + Duration.FromHours(hours));
        var isSooner = with.Nudge(population[0].Account, "one more");
        var (stepsWithout, stepsWith) = (Steps(without), Steps(with));
        return isSooner
            ? stepsWith.Count > 0 && (stepsWithout.Count == 0 || stepsWith[0] < stepsWithout[0]) && stepsWith.Count >= stepsWithout.Count && stepsWith.Zip(stepsWithout).All(s => s.First < s.Second)
            : stepsWith.SequenceEqual(stepsWithout);

        static List<Instant> Steps(SimulatedWorld world) =>
            [.. world.Advance(Instant.MaxValue).Where(e => e.Body is ProductEvent { Name: not SimulatedPopulation.SessionEvent }).Select(e => e.OccurredAt)];
    }

    [Fact]
    public void Nudge_BeforeSignUpOrWhenDone_DoesNothing()
    {
        var population = new SimulatedPopulation([new SimulatedSegment { Definition = Playbook.Founder, NudgeResponse = 1 }], 20, From, Duration.FromDays(10), seed: 3);
        var world = new SimulatedWorld(population);
        Assert.All(population.Accounts(), a => Assert.False(world.Nudge(a.Account, "key")));
        Assert.True(world.HasFuture);
        world.Advance(Instant.MaxValue);
        Assert.False(world.HasFuture);
        Assert.All(population.Accounts(), a => Assert.False(world.Nudge(a.Account, "key")));
    }

    [Fact]
    public void Create_HundredThousand_MakesNoAccountYet()
    {
        var population = new SimulatedPopulation([new SimulatedSegment { Definition = Playbook.Founder }], 100_000, From, Duration.FromDays(365));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var world = new SimulatedWorld(population);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100_000.0;
        Assert.InRange(each, 4, 40);

        before = GC.GetAllocatedBytesForCurrentThread();
        var arrived = world.Advance(From + Duration.FromHours(1)).Count(e => e.Body is SignedUp);
        Assert.InRange(arrived, 1, 40);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static SimulatedPopulation Population(double response) =>
        new([new SimulatedSegment { Definition = Playbook.Founder, StuckShare = 0.3, NudgeResponse = response }], 300, From, Duration.Zero, seed: 3);

    private static List<TtvEvent> Run(double response)
    {
        var world = new SimulatedWorld(Population(response));
        var happened = new List<TtvEvent>();
        for (var day = 1; day <= 20; day++)
        {
            happened.AddRange(world.Advance(From + Duration.FromDays(day)).AsEnumerable());
            for (var i = 0; i < 300; i++) world.Nudge(AccountId.Create($"account-{i:0000000}"), $"{i}/{day}");
        }

        return happened;
    }
}
