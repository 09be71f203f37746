using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Cohorts;
using Ttv.Journeys;

namespace Ttv.Analytics.Reviews;

/// <summary>From the log to the weekly cohorts in columns is the same as by one journey after the other.</summary>
public class PopulationOutcomesProperties
{
    [Property(MaxTest = 200)]
    public Property Review_OfAPopulation_AgreesWithTheJourneysToTheBit() => Prop.ForAll(
        PopulationLogs.AnyLog.ListOf(8).ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), Gen.Choose(0, PopulationLogs.Definitions.Length - 1).ToArbitrary(), (logs, hour, which) =>
        {
            var definitions = PopulationLogs.Definitions[which];
            var batch = new EventBatch(definitions);
            var events = logs.SelectMany((log, i) => log.Select(e => Events.TtvEvent.Create(AccountId.Create($"{e.Account}-{i}"), e.OccurredAt, e.Body, e.Id, e.RecordedAt))).ToArray();
            batch.AddRange(events);
            using var population = Population.Fold(batch, PopulationLogs.At(hour));
            var rows = new JourneyFold(definitions).FoldAll(events, PopulationLogs.At(hour)).Select(AccountOutcome.From).OfType<AccountOutcome>().ToArray();
            var expected = new CohortReviewer().Review(rows, population.ObservedUntil);
            using var workspace = new ReviewWorkspace();
            var outcomes = OutcomeColumns.From(population);
            var reviewer = new BulkReviewer();
            var weeks = reviewer.Review(outcomes, new BulkReviewRequest { ObservedUntil = population.ObservedUntil, Groups = ReviewGroups.Weeks(DateTimeZone.Utc) }, workspace);
            Assert.Equal(rows.Length, outcomes.Count);
            Assert.Equal(expected.Cohorts, weeks.Results);
        });
}
