using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

public class ScoringAllocationTests
{
    private const int Count = 20_000;

    private readonly BatchScorer _scorer = new(RiskPolicy.Default);

    [Fact]
    public void Score_OneAccount_AllocatesNothing()
    {
        var signals = SignalUnits.Create(0.61, 0.35, 0.5, null);
        Assert.Equal(0, Allocated(() => _scorer.Score(signals)));
    }

    [Fact]
    public void ScoreMany_Objects_AllocatesNothing()
    {
        var accounts = new List<SignalUnits>(Enumerable.Repeat(SignalUnits.Create(0.61, 0.35, 0.5, null), Count));
        var scores = new ushort[Count];
        Assert.Equal(0, Allocated(() => _scorer.ScoreMany(accounts, scores)));
    }

    [Fact]
    public void ScoreMany_ColumnsWithEveryPart_AllocatesNothingInSteadyState()
    {
        using var signals = ScoringCases.ToColumns(_scorer, ScoringCases.Fixed(Count, 4, seed: 1), new byte[Count], new byte[Count]);
        using var scores = _scorer.CreateScores(Count, ScoreParts.All);
        Assert.Equal(0, Allocated(() => _scorer.ScoreMany(signals, scores)));
    }

    [Fact]
    public void ScoreMany_TwoThreads_AllocatesNothingAnAccount()
    {
        using var signals = ScoringCases.ToColumns(_scorer, ScoringCases.Fixed(Count, 4, seed: 1), new byte[Count], new byte[Count]);
        using var scores = _scorer.CreateScores(Count, ScoreParts.All);
        Assert.InRange(Allocated(() => _scorer.ScoreMany(signals, scores, 2)), 0, 8 * 1_024);
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
