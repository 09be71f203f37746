using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Analytics.Populations;
using Ttv.Analytics.Scoring;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Rules;

/// <summary>From the log to the facts of the nudge rules in columns is the same as by one journey after the other.</summary>
public class PlaybookPopulationTests
{
    private static readonly RiskPolicy[] Policies =
    [
        RiskPolicy.Default,
        RiskPolicy.Default with { Missing = MissingSignals.AssumeWorst, HighValueFrom = 0.5, ElevatedFrom = RiskScore.FromHundredths(2_000) },
        RiskPolicy.Default with { StrategicFitWeight = 0, EngagementDecayWeight = 0, ProgressLatencyWeight = 8_000, Hysteresis = RiskScore.Zero, HighValueFrom = 0 },
    ];

    [Property(MaxTest = 2_000)]
    public Property Read_OfAPopulation_AgreesWithTheJourneysToTheBit() => Prop.ForAll(
        PopulationLogs.AnyLog.ToArbitrary(), Gen.Choose(-10, 700).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (events, hour, seed) =>
        {
            var definitions = PopulationLogs.Definitions[seed % PopulationLogs.Definitions.Length];
            var policy = Policies[seed / 7 % Policies.Length];
            var asOf = PopulationLogs.At(hour) + NodaTime.Duration.FromTicks(10L * (seed % 3));
            using var population = Fold(definitions, events, asOf, policy);
            using var scores = Scored(population, policy);
            var expected = new PlaybookColumns(population.Count);
            foreach (var journey in new JourneyFold(definitions).FoldAll(events, asOf))
                expected.Set(population.RowOf(journey.Account), PlaybookFacts.Of(journey, new RiskScorer(policy).Score(journey, asOf), asOf));
            AssertEqual(expected, PlaybookColumns.From(population, scores, policy));
        });

    [Fact]
    public void Read_AnyDegreeOfParallelism_GivesEqualColumns()
    {
        var logs = PopulationLogs.AnyLog.Sample(5_000).SelectMany((log, i) => log.Select(e => TtvEvent.Create(AccountId.Create($"{e.Account}-{i}"), e.OccurredAt, e.Body, e.Id, e.RecordedAt)));
        using var population = Fold(PopulationLogs.Definitions[0], [.. logs], PopulationLogs.At(110), RiskPolicy.Default);
        using var scores = Scored(population, RiskPolicy.Default);
        Assert.InRange(population.Count, 9_000, 20_000);
        var alone = PlaybookColumns.From(population, scores);
        for (var degree = 2; degree <= 4; degree++) AssertEqual(alone, PlaybookColumns.From(population, scores, degreeOfParallelism: degree));
    }

    [Fact]
    public void Read_OfAPopulationAgain_AllocatesNothing()
    {
        using var population = Fold(PopulationLogs.Definitions[0], [.. PopulationLogs.AnyLog.Sample(50, 20).SelectMany(log => log)], PopulationLogs.At(110), RiskPolicy.Default);
        using var scores = Scored(population, RiskPolicy.Default);
        var columns = PlaybookColumns.From(population, scores);
        columns.Read(population, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        columns.Read(population, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_OtherNumbersOfAccounts_AreRefused()
    {
        using var population = Population.Fold(new EventBatch(PopulationLogs.Definitions[0]));
        using var scores = new ScoreColumns(3);
        Assert.Contains("0 accounts and the columns 3", Assert.Throws<ArgumentException>(() => new PlaybookColumns(3).Read(population, scores)).Message, StringComparison.Ordinal);
        Assert.Contains("3 scores and 0 accounts", Assert.Throws<ArgumentException>(() => new PlaybookColumns(0).Read(population, scores)).Message, StringComparison.Ordinal);
    }

    private static Population Fold(TtvDefinitions definitions, TtvEvent[] events, NodaTime.Instant asOf, RiskPolicy policy)
    {
        var batch = new EventBatch(definitions);
        batch.AddRange(events);
        return Population.Fold(batch, asOf, policy);
    }

    private static ScoreColumns Scored(Population population, RiskPolicy policy)
    {
        var scorer = new BatchScorer(policy);
        using var signals = SignalColumns.From(population, policy);
        var scores = scorer.CreateScores(population.Count);
        scorer.ScoreMany(signals, scores);
        return scores;
    }

    private static void AssertEqual(PlaybookColumns expected, PlaybookColumns actual)
    {
        for (var column = 0; column < expected.All.Count; column++)
        {
            for (var row = 0; row < expected.Count; row++)
                Assert.True(expected.All[column][row] == actual.All[column][row], $"{expected.All[column].Name} of row {row}: expected {expected.All[column][row]}, was {actual.All[column][row]}");
        }
    }
}
