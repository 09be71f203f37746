using static Ttv.Support.Logs;

namespace Ttv.Risk;

public class RiskScorerAllocationTests
{
    private readonly RiskScorer _scorer = new();

    [Fact]
    public void Score_FourSignals_AllocatesTheAssessmentAndItsContributions()
    {
        var signals = new RiskSignals { ProgressLatency = 0.61, EngagementDecay = 0.35, ComplexityMismatch = 0.5, IsHighValue = true };
        Assert.InRange(Allocated(() => _scorer.Score(signals, T0)), 1, 240);
    }

    [Fact]
    public void Score_RawMeasurements_AllocatesTheSignalsBesides()
    {
        var inputs = new RiskInputs { RemindersSent = 4, RemindersIgnored = 1, ChosenFlow = Complexity.Advanced, Experience = Complexity.Starter, PotentialValue = 0.7, Expansion = 0.9 };
        Assert.InRange(Allocated(() => _scorer.Score(inputs, T0)), 1, 240 + 96);
    }

    [Fact]
    public void Score_CustomSignals_AllocatesAContributionEach()
    {
        var scorer = new RiskScorer(RiskPolicy.Default with { StrategicFitWeight = 0, CustomWeights = [new SignalWeight("tickets", 1_000)] });
        var signals = new RiskSignals { ProgressLatency = 0.61, Custom = [new SignalValue("tickets", 0.2)] };
        Assert.InRange(Allocated(() => scorer.Score(signals, T0)), 1, 240 + 24);
    }

    /// <summary>What this thread allocates in one run once everything is warm.</summary>
    private static long Allocated(Action run)
    {
        for (var i = 0; i < 50; i++) run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
