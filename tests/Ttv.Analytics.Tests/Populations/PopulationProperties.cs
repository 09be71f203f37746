using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Analytics.Populations;

/// <summary>The law of the population: every row says what the account's journey says, however the events arrive and whoever folds them.</summary>
public class PopulationProperties
{
    private static readonly RiskPolicy[] Policies = [RiskPolicy.Default, RiskPolicy.Default with { LongestSessionWindow = Duration.FromHours(13), ResponseTime = Duration.FromHours(5) }];

    [Property(MaxTest = 4_000)]
    public Property Fold_AnyLogShuffledAndRepeated_EqualsTheJourneys() => Prop.ForAll(
        PopulationLogs.AnyLog.ToArbitrary(),
        Gen.Choose(-10, 700).ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (events, hour, seed) =>
        {
            var definitions = PopulationLogs.Definitions[seed % PopulationLogs.Definitions.Length];
            var policy = Policies[seed / 7 % 2];
            var batch = new EventBatch(definitions);
            batch.AddRange(PopulationLogs.Shuffle(events.SelectMany((e, i) => Enumerable.Repeat(e, 1 + (int)(((uint)seed + (7u * (uint)i)) % 3))), seed));
            // The watermark where the seed says so, else any instant.
            Instant? asOf = seed % 11 == 0 ? null : PopulationLogs.At(hour);
            using var population = Population.Fold(batch, asOf, policy, 1 + (seed / 13 % 3));
            var journeys = new JourneyFold(definitions).FoldAll(events, asOf);
            var known = Enumerable.Range(0, population.Count).Count(row => population.Flags[row].HasFlag(AccountFlags.Known));
            var differences = journeys.AsEnumerable().SelectMany(j => DifferencesFrom(j, population, policy)).ToList();
            if (known != journeys.Count) differences.Add($"{known} rows are known, {journeys.Count} journeys");
            return (differences.Count == 0).Label(string.Join("\n", differences));
        });

    [Property(MaxTest = 300)]
    public Property Fold_AnyDegreeOfParallelismAndWorkspace_GivesEqualColumns() => Prop.ForAll(
        PopulationLogs.AnyLog.ListOf(6).ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (logs, seed) =>
        {
            var batch = new EventBatch(PopulationLogs.Definitions[seed % PopulationLogs.Definitions.Length]);
            foreach (var (told, copy) in logs.SelectMany((log, i) => log.Select(e => (e, i))))
                batch.Add(TtvEvent.Create(AccountId.Create($"{told.Account}-{copy}"), told.OccurredAt, told.Body, told.Id, told.RecordedAt));
            using var workspace = new FoldWorkspace();
            using var alone = Population.Fold(batch);
            Population.Fold(batch, PopulationLogs.At(50), degreeOfParallelism: 2, workspace: workspace).Dispose();
            using var together = Population.Fold(batch, degreeOfParallelism: 3, workspace: workspace);
            return Enumerable.Range(0, alone.Count).All(row => alone.RowAt(row).Equals(together.RowAt(row)) && alone.ProfileOf(row) == together.ProfileOf(row));
        });

    /// <summary>Enough events for several pieces of a batch and several partitions, so that every worker has its share.</summary>
    [Fact]
    public void Fold_ManyPiecesAndPartitions_EqualsTheJourneys()
    {
        var definitions = PopulationLogs.Definitions[0];
        var events = PopulationLogs.AnyLog.Sample(4_000)
            .SelectMany((log, i) => log.Select(e => TtvEvent.Create(AccountId.Create($"{e.Account}-{i}"), e.OccurredAt, e.Body, e.Id, e.RecordedAt))).ToArray();
        var batch = new EventBatch(definitions);
        batch.AddRange(PopulationLogs.Shuffle(events.Concat(events.Where((_, i) => i % 10 == 0)), seed: 1));
        Assert.True(batch.Chunks.Length > 2 && batch.EventCount > 120_000, $"{batch.EventCount} events in {batch.Chunks.Length} pieces");
        var (asOf, before) = (PopulationLogs.At(600), PopulationLogs.At(430));
        var journeys = new JourneyFold(definitions).FoldAll(events, asOf);
        using var earlierAlone = Population.Fold(batch, before);
        foreach (var workers in (int[])[1, 2, 3, 7, int.MaxValue])
        {
            var earlier = new EarlierFold(batch, before, Workers.Of(workers));
            using var population = Population.Fold(batch, asOf, RiskPolicy.Default, workers, null, null, earlier);
            Assert.Empty(journeys.AsEnumerable().SelectMany(j => DifferencesFrom(j, population, RiskPolicy.Default)).Take(5));
            var accounts = earlier.Complete();
            for (var row = 0; row < earlierAlone.Count; row++) Assert.Equal(Read(earlierAlone.Reviewed, row), Read(accounts, row));
        }
    }

    /// <summary>Both instants in one pass, events told twice at different times among them.</summary>
    [Property(MaxTest = 2_000)]
    public Property Fold_WithAnEarlierInstant_GivesWhatAReviewReadsAsOfIt() => Prop.ForAll(
        PopulationLogs.AnyLog.ToArbitrary(),
        Gen.Choose(-10, 700).ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (events, hour, seed) =>
        {
            var batch = new EventBatch(PopulationLogs.Definitions[seed % PopulationLogs.Definitions.Length]);
            var told = events.SelectMany((e, i) => i % 3 == 0 ? [e, TtvEvent.Create(e.Account, e.OccurredAt, e.Body, e.Id, e.RecordedAt + Duration.FromHours(i * 7 % 60))] : new[] { e });
            batch.AddRange(PopulationLogs.Shuffle(told, seed));
            var (before, workers) = (PopulationLogs.At(hour - (seed / 3 % 200)), 1 + (seed / 13 % 3));
            var earlier = new EarlierFold(batch, before, workers);
            using var population = Population.Fold(batch, PopulationLogs.At(hour), null, workers, null, null, earlier);
            using var later = Population.Fold(batch, PopulationLogs.At(hour));
            using var alone = Population.Fold(batch, before);
            var accounts = earlier.Complete();
            Assert.Equal((alone.Count, alone.AsOf, alone.ObservedUntil), (accounts.Count, accounts.AsOf, accounts.ObservationEnd));
            for (var row = 0; row < alone.Count; row++)
            {
                Assert.Equal(later.RowAt(row), population.RowAt(row));
                Assert.Equal(Read(alone.Reviewed, row), Read(accounts, row));
            }
        });

    private static object Read(ReviewedAccounts accounts, int row)
    {
        const AccountFlags read = AccountFlags.Known | AccountFlags.ActiveInWeek2 | AccountFlags.Assisted | AccountFlags.AssistedBeforeFirstValue | AccountFlags.HasTrail | AccountFlags.Accountable;
        var columns = accounts.Columns;
        var isKnown = columns.Flags[row] != AccountFlags.None;
        return (columns.SignedUpAt[row], columns.FirstValueAt[row], columns.ChurnedAt[row], columns.Segment[row], columns.Flags[row] & read, isKnown ? accounts.Profiles[columns.Profile[row]] : null);
    }

    private static IEnumerable<string> DifferencesFrom(Journey journey, Population population, RiskPolicy policy)
    {
        var row = population.RowOf(journey.Account);
        var inputs = journey.IsTimed ? RiskInputs.From(journey, journey.AsOf, policy) : null;
        var flags = population.Flags[row];
        (string Name, object? Expected, object? Actual)[] columns =
        [
            ("instants", (journey.AsOf, journey.ObservedUntil), (population.AsOf, population.ObservedUntil)),
            ("account", journey.Account, population.AccountOf(row)),
            ("outcome row", AccountOutcome.From(journey), population.OutcomeOf(row)),
            ("inputs", inputs is null ? null : Truncated(inputs), population.InputsOf(row)),
            ("sign-up", journey.SignedUpAt, At(population.SignedUpAt[row])),
            ("segment", journey.Segment, population.SegmentOf(row)),
            ("path", journey.Path, population.Path[row] < 0 ? null : population.SegmentOf(row)!.PathFor((Complexity)population.Path[row])),
            ("profile", journey.Profile, population.ProfileOf(row)),
            ("first value", journey.FirstValueAt, At(population.FirstValueAt[row])),
            ("churned at", journey.ChurnedAt, At(population.ChurnedAt[row])),
            ("outcome", journey.Outcome, (JourneyOutcome)population.Outcome[row]),
            ("target", Floor(journey.TargetAt), At(population.TargetAt[row])),
            ("last progress", Floor(journey.LastProgressAt), At(population.LastProgressAt[row])),
            ("current due", Ceiling(journey.CurrentStep?.DueAt), At(population.CurrentDueAt[row])),
            ("current step", journey.CurrentStep?.Milestone.Key, population.CurrentStep[row] < 0 ? null : journey.Path!.Steps[population.CurrentStep[row]].Key),
            ("steps", string.Concat(journey.Steps.Select(s => s.IsComplete ? '1' : '0')), string.Concat(journey.Steps.Select((_, i) => (population.StepsDone[row] >> i & 1) == 1 ? '1' : '0'))),
            ("steps beyond", 0UL, journey.Steps.Count == 0 ? population.StepsDone[row] : population.StepsDone[row] >> journey.Steps.Count),
            ("last activity", journey.Activity.Count == 0 ? null : journey.Activity[^1], At(population.LastActivityAt[row])),
            ("band", journey.RecordedBand, population.RecordedBand[row] < 0 ? null : (RiskBand)population.RecordedBand[row]),
            ("experience", journey.Experience, population.Experience[row] < 0 ? null : (Complexity)population.Experience[row]),
            ("flow", journey.Flow, population.ChosenFlow[row] < 0 ? null : (Complexity)population.ChosenFlow[row]),
            ("fit", journey.Fit, double.IsNaN(population.PotentialValue[row]) ? null : new FitAssessed(population.PotentialValue[row], population.Expansion[row])),
            ("timed", journey.IsTimed, flags.HasFlag(AccountFlags.Timed)),
            ("churned", journey.IsChurned, flags.HasFlag(AccountFlags.Churned)),
            ("paused", journey.IsPaused, flags.HasFlag(AccountFlags.Paused)),
            ("unsubscribed", journey.UnsubscribedAt is not null, flags.HasFlag(AccountFlags.Unsubscribed)),
            ("win-back", journey.WinBackAt is not null, flags.HasFlag(AccountFlags.WinBack)),
            ("past target", inputs?.IsPastTarget ?? false, flags.HasFlag(AccountFlags.PastTarget)),
            ("accountable", journey.Trail.IsAccountable, flags.HasFlag(AccountFlags.Accountable)),
            ("completed a step", journey.Steps.Any(s => s.IsComplete && !s.IsMetBeforeSignUp), flags.HasFlag(AccountFlags.CompletedStep)),
            ("half way in", HalfWayIn(journey, sinceStart: false), population.HalfWayIn[row]),
            ("stalled in", HalfWayIn(journey, sinceStart: true), population.StalledIn[row]),
            ("findings", string.Join(", ", journey.Findings.Select(f => f.Code.Replace("_", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)), population.Findings[row] == 0 ? "" : string.Join(", ", population.Findings[row].ToString().ToLowerInvariant().Split(", ").Order(StringComparer.Ordinal))),
        ];
        return columns.Where(c => !Equals(c.Expected, c.Actual)).Select(c => $"{journey.Account} {c.Name}: expected {c.Expected}, was {c.Actual}");
    }

    private static Instant? At(long micros) => micros == Population.Never ? null : Instant.FromUnixTimeTicks(micros * 10);

    private static Instant? Floor(Instant? instant) => instant is { } at ? Instant.FromUnixTimeTicks(Math.DivRem(at.ToUnixTimeTicks(), 10).Quotient * 10) : null;

    private static Instant? Ceiling(Instant? instant) => Floor(instant?.Plus(Duration.FromNanoseconds(999)));

    /// <summary>Seconds, rounded up, until half of the current step's allowance is gone: since it began, or since the step was started.</summary>
    private static int HalfWayIn(Journey journey, bool sinceStart)
    {
        if (journey.CurrentStep is not { } current || (sinceStart && current.StartedAt is null)) return int.MaxValue;
        var from = journey.Steps.Where(s => !s.Milestone.IsOptional && s.DueAt < current.DueAt).Select(s => s.DueAt).Append(journey.SignedUpAt!.Value).Max();
        var at = journey.Clock.Advance(sinceStart ? current.StartedAt!.Value : from, journey.Clock.Elapsed(from, current.DueAt) / 2);
        return (int)Math.Ceiling((at - journey.AsOf).TotalSeconds);
    }

    private static RiskInputs Truncated(RiskInputs inputs) => inputs with { SinceProgress = Truncated(inputs.SinceProgress), Allowance = Truncated(inputs.Allowance) };

    private static Duration? Truncated(Duration? duration) => duration is { } known ? Duration.FromTicks(known.BclCompatibleTicks / 10 * 10) : null;
}
