using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Reviews;

/// <summary>The whole weekly review of a log in columns is the one of its journeys, to the bit.</summary>
public class PopulationReviewerProperties
{
    private static readonly string?[] Splits = [null, ReviewPolicy.BySegment, ReviewPolicy.ByBand, "plan", "nothing"];

    /// <summary>How long before a review the one is that it is set beside, in hours.</summary>
    private static readonly int[] Weeks = [168, 168, 24, 0];

    private static readonly RiskPolicy[] Risks = [RiskPolicy.Default, RiskPolicy.Default with { Missing = MissingSignals.AssumeWorst, MinimumCoverage = 7_000 }];

    [Property(MaxTest = 300)]
    public Property Review_AnyLogAndPolicy_EqualsTheJourneysReview() => Prop.ForAll(
        PopulationLogs.AnyLog.ListOf(8).ToArbitrary(), Gen.Choose(0, 900).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (logs, hour, choice) =>
        {
            var definitions = PopulationLogs.Definitions[choice % PopulationLogs.Definitions.Length];
            var events = Rename(logs);
            var policy = new ReviewPolicy
            {
                By = Splits[choice / 7 % Splits.Length],
                MinimumMature = 1,
                WeekOrigin = choice / 3 % 2 == 0 ? null : new LocalDate(2026, 1, 7),
                Zone = choice / 5 % 2 == 0 ? null : DateTimeZoneProviders.Tzdb["Pacific/Apia"],
            };
            var risk = Risks[choice / 11 % Risks.Length];
            var expected = Expect(events, definitions, hour, PopulationLogs.At(hour - Weeks[choice / 13 % Weeks.Length]), policy, risk);

            var batch = new EventBatch(definitions);
            batch.AddRange(PopulationLogs.Shuffle(events, choice));
            var reviewer = new PopulationReviewer(policy, risk);
            var context = new ReviewContext { Previous = expected.Previous };
            using var workspace = new FoldWorkspace();
            Equal(expected.Review, reviewer.Review(batch, PopulationLogs.At(hour), context, degreeOfParallelism: 1 + (choice % 3), workspace: workspace));
            if (expected.Previous.Overall is not null)
                Equal(expected.Review, reviewer.Review(batch, PopulationLogs.At(hour), previousAsOf: expected.Previous.AsOf, degreeOfParallelism: 1 + (choice % 3), workspace: workspace));

            using var population = Population.Fold(batch, PopulationLogs.At(hour), risk);
            var outcomes = reviewer.ReviewOutcomes(population, context, 2);
            Assert.Equal(
                (expected.Review.Overall, expected.Review.Segments, expected.Review.SegmentTest, expected.Review.Cohorts, expected.Review.Trend),
                (outcomes.Overall, outcomes.Segments, outcomes.SegmentTest, outcomes.Cohorts, outcomes.Trend));
        });

    private static (CohortReview Review, CohortReview Previous) Expect(TtvEvent[] events, TtvDefinitions definitions, int hour, Instant before, ReviewPolicy policy, RiskPolicy risk)
    {
        var (reviewer, fold) = (new CohortReviewer(policy, new RiskScorer(risk)), new JourneyFold(definitions));
        var previous = reviewer.Review(fold.FoldAll(events, before), definitions, before);
        return (reviewer.Review(fold.FoldAll(events, PopulationLogs.At(hour)), definitions, PopulationLogs.At(hour), new ReviewContext { Previous = previous }), previous);
    }

    /// <summary>Every part by itself first: one that differs is then told from the others.</summary>
    private static void Equal(CohortReview expected, CohortReview actual)
    {
        foreach (var part in typeof(CohortReview).GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            Assert.True(Equals(part.GetValue(expected), part.GetValue(actual)), $"{part.Name}\nexpected {part.GetValue(expected)}\nactual   {part.GetValue(actual)}");
        Assert.Equal(expected, actual);
    }

    private static TtvEvent[] Rename(IEnumerable<TtvEvent[]> logs) =>
        [.. logs.SelectMany((log, i) => log.Select(e => TtvEvent.Create(AccountId.Create($"{e.Account}-{i}"), e.OccurredAt, e.Body, e.Id, e.RecordedAt)))];
}
