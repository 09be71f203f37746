using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Analytics.Populations;
using Ttv.Assist;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>From the log to the score in columns is the same as by one journey after the other.</summary>
public class PopulationScoringProperties
{
    [Property(MaxTest = 1_000)]
    public Property ScoreMany_OfAPopulation_AgreesWithTheJourneysToTheBit() => Prop.ForAll(
        PopulationLogs.AnyLog.ToArbitrary(), Gen.Choose(-10, 700).ToArbitrary(), Gen.Choose(0, PopulationLogs.Definitions.Length - 1).ToArbitrary(), (events, hour, which) =>
        {
            var definitions = PopulationLogs.Definitions[which];
            var policy = RiskPolicy.Default with { Missing = (MissingSignals)(hour & 3), HighValueFrom = 0.5 };
            var batch = new EventBatch(definitions);
            batch.AddRange(events);
            using var population = Population.Fold(batch, PopulationLogs.At(hour), policy);
            var scorer = new BatchScorer(policy);
            using var signals = SignalColumns.From(population, policy);
            using var scores = scorer.CreateScores(signals.Count, ScoreParts.All);
            scorer.ScoreMany(signals, scores);
            var single = new RiskScorer(policy);
            foreach (var journey in new JourneyFold(definitions).FoldAll(events, PopulationLogs.At(hour)))
            {
                var row = population.RowOf(journey.Account);
                var expected = single.Score(journey, journey.AsOf);
                Assert.Equal(expected.Score?.Hundredths ?? BatchScorer.NoScore, scores.Scores[row]);
                Assert.Equal(expected.Dominant, scores.Dominants[row] == BatchScorer.NoDominant ? null : scorer.SignalKeys[scores.Dominants[row]]);
                Assert.Equal(AssistRouter.Route(expected, approver: null).Path, (InterventionPath)scores.Paths[row]);
                for (var i = 0; i < scores.SignalCount; i++) Assert.Equal(expected.Contributions.Count == 0 ? 0 : expected.Contributions[i].Points.Hundredths, scores.ContributionsOf(i)[row]);
            }
        });

    [Fact]
    public void Read_OfAPopulationAgain_AllocatesNothing()
    {
        var batch = new EventBatch(PopulationLogs.Definitions[0]);
        batch.AddRange(PopulationLogs.AnyLog.Sample(50, 20).SelectMany(log => log));
        using var population = Population.Fold(batch);
        using var signals = SignalColumns.From(population);
        signals.Read(population);
        var before = GC.GetAllocatedBytesForCurrentThread();
        signals.Read(population);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_APopulationOfAnotherSize_IsRefused()
    {
        using var population = Population.Fold(new EventBatch(PopulationLogs.Definitions[0]));
        using var signals = new SignalColumns(3);
        Assert.Contains("0 accounts and the columns 3", Assert.Throws<ArgumentException>(() => signals.Read(population)).Message, StringComparison.Ordinal);
    }
}
