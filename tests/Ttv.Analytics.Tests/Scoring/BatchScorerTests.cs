using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

public class BatchScorerTests
{
    [Fact]
    public void ScoreMany_PlaybookExample_GivesScorePathDominantAndParts()
    {
        var scorer = new BatchScorer(RiskPolicy.Default);
        using var signals = scorer.CreateSignals(2);
        signals.Set(0, new RiskSignals { ProgressLatency = 1, EngagementDecay = 0.8, ComplexityMismatch = 0.5, StrategicFit = 0.9, IsHighValue = true });
        using var scores = scorer.CreateScores(2, ScoreParts.All);
        scorer.ScoreMany(signals, scores);
        Assert.Equal<ushort>([8_300, BatchScorer.NoScore], scores.Scores.ToArray());
        Assert.Equal<byte>([0, BatchScorer.NoDominant], scores.Dominants.ToArray());
        Assert.Equal([(byte)InterventionPath.FounderAssist, (byte)InterventionPath.AutomationOnly], scores.Paths.ToArray());
        Assert.Equal<ushort>([10_000, 0], scores.Coverages.ToArray());
        Assert.Equal([4_000, 2_400, 1_000, 900], Enumerable.Range(0, 4).Select(i => (int)scores.ContributionsOf(i)[0]));
        Assert.Equal(RiskInterventions.SetupSimplification, scorer.InterventionOf(scores.Dominants[0]));
        Assert.Null(scorer.InterventionOf(scores.Dominants[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.InterventionOf(4));
    }

    /// <summary>The same bytes on every machine; run the suite with <c>DOTNET_EnableAVX2=0</c> or <c>DOTNET_EnableHWIntrinsic=0</c> for registers of another width.</summary>
    [Fact]
    public void ScoreMany_FixedColumns_GivesTheRecordedBytes()
    {
        const int Count = 10_007;
        var policy = RiskPolicy.Default with { ProgressLatencyWeight = 3_333, StrategicFitWeight = 667, CustomWeights = [new SignalWeight("own", 1_000)] };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var missing in Enum.GetValues<MissingSignals>())
        {
            var scorer = new BatchScorer(policy with { Missing = missing });
            var signals = ScoringCases.Fixed(Count, 5, seed: 20_260_302);
            using var columns = ScoringCases.ToColumns(scorer, signals, new byte[Count], new byte[Count]);
            using var scores = scorer.CreateScores(Count, ScoreParts.All);
            scorer.ScoreMany(columns, scores);
            hash.AppendData(MemoryMarshal.AsBytes(scores.Scores));
            hash.AppendData(scores.Dominants);
            hash.AppendData(scores.Paths);
            for (var i = 0; i < scores.SignalCount; i++) hash.AppendData(MemoryMarshal.AsBytes(scores.ContributionsOf(i)));
        }

        Assert.Equal("7eec231f3ae6454f29aae9f1fde4686b", Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)));
    }

    [Fact]
    public void ScoreMany_SpansOfTheUsersOwn_NeedNothingButTheSignals()
    {
        var scorer = new BatchScorer(RiskPolicy.Default);
        int[] latency = [1_000_000_000, -1], none = [-1, -1];
        var scores = new ushort[2];
        scorer.ScoreMany(
            new SignalSpans { ProgressLatency = latency, EngagementDecay = none, ComplexityMismatch = none, StrategicFit = none },
            new ScoreSpans { Scores = scores });
        Assert.Equal([10_000, BatchScorer.NoScore], scores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ScoreMany_SignalAboveOne_IsRefusedByNameRowAndValue(int degree)
    {
        var scorer = new BatchScorer(RiskPolicy.Default);
        using var signals = scorer.CreateSignals(5_000);
        using var scores = scorer.CreateScores(5_000);
        signals.StrategicFit[3_001] = 1_000_000_001;
        signals.StrategicFit[4_999] = 1_000_000_002;
        var fault = Assert.Throws<ArgumentException>(() => scorer.ScoreMany(signals, scores, degree));
        Assert.StartsWith("row 3001: signal 'strategic_fit' is 1000000001 billionths: 0 to 1000000000", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreMany_ColumnsOfOtherShape_AreRefused()
    {
        var scorer = new BatchScorer(RiskPolicy.Default with { StrategicFitWeight = 0, CustomWeights = [new SignalWeight("own", 1_000)] });
        using var signals = scorer.CreateSignals(3);
        using var shorter = scorer.CreateScores(2);
        using var fitting = scorer.CreateScores(3);
        using var others = new SignalColumns(3);
        Assert.Contains("'Scores' has 2 elements", Assert.Throws<ArgumentException>(() => scorer.ScoreMany(signals, shorter)).Message, StringComparison.Ordinal);
        Assert.Contains("own", Assert.Throws<ArgumentException>(() => scorer.ScoreMany(others, fitting)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.ScoreMany(signals, fitting, 0));
        Assert.Contains("Custom holds 0 elements", Assert.Throws<ArgumentException>(() => scorer.ScoreMany(
            new SignalSpans { ProgressLatency = new int[2], EngagementDecay = new int[2], ComplexityMismatch = new int[2], StrategicFit = new int[2], CustomStride = 2 },
            new ScoreSpans { Scores = new ushort[2] })).Message, StringComparison.Ordinal);
        Assert.Contains("'engagement_decay' has 1 elements", Assert.Throws<ArgumentException>(() => scorer.ScoreMany(
            new SignalSpans { ProgressLatency = new int[2], EngagementDecay = new int[1], ComplexityMismatch = new int[2], StrategicFit = new int[2] },
            new ScoreSpans { Scores = new ushort[2] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => scorer.ScoreMany(new SignalUnits[2], new ushort[1]));
    }

    [Fact]
    public void ScoreMany_CustomSignalDominates_ItsInterventionIsTheRegisteredOne()
    {
        var policy = RiskPolicy.Default with { ProgressLatencyWeight = 0, CustomWeights = [new SignalWeight("seats", 4_000)] };
        var scorer = new BatchScorer(new RiskScorer(policy, new Seats()));
        using var signals = scorer.CreateSignals(1);
        signals.Set(0, new RiskSignals { EngagementDecay = 0.5, Custom = [new SignalValue("seats", 0.75)] });
        using var scores = scorer.CreateScores(1, ScoreParts.All);
        scorer.ScoreMany(signals, scores);
        Assert.Equal(4, scores.Dominants[0]);
        Assert.Equal("fill_the_seats", scorer.InterventionOf(4));
    }

    private sealed class Seats : IRiskSignal
    {
        public string Key => "seats";

        public string? Intervention => "fill_the_seats";

        public double? Measure(Journeys.Journey journey, NodaTime.Instant asOf) => null;
    }
}
