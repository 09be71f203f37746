using System.Runtime.InteropServices;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Analytics.Scoring;
using Ttv.Cohorts;
using Ttv.Risk;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Makes the weekly review of a whole log in columns: the one that <see cref="CohortReviewer"/> makes of its journeys, to the
/// bit, in a fraction of the time.
/// </summary>
/// <remarks>
/// The accounts' ways along their paths are counted while they are folded, so that no journey is made of an account that the
/// short way can fold. Neither the order of the events nor the degree of parallelism changes the answer. Immutable and
/// thread-safe.
/// </remarks>
public sealed partial class PopulationReviewer
{
    private readonly BulkReviewer _bulk;
    private readonly BatchScorer _scorer;

    /// <summary>Creates a reviewer.</summary>
    /// <param name="policy">How cohorts are formed and judged; null takes <see cref="ReviewPolicy.Default"/>.</param>
    /// <param name="risk">Scores the open accounts; null takes <see cref="RiskPolicy.Default"/>. Its custom signals are unknown here: they are read of journeys.</param>
    /// <exception cref="TtvValidationException">A policy breaks a rule; every fault is listed.</exception>
    public PopulationReviewer(ReviewPolicy? policy = null, RiskPolicy? risk = null)
    {
        _bulk = new BulkReviewer(policy);
        _scorer = new BatchScorer(risk ?? RiskPolicy.Default);
    }

    /// <summary>How cohorts are formed and judged.</summary>
    public ReviewPolicy Policy => _bulk.Policy;

    /// <summary>Reviews what a batch's events say: everything that a review of journeys holds.</summary>
    /// <param name="batch">The events, in any order. It is read, not changed.</param>
    /// <param name="asOf">The instant asked about; null takes the batch's watermark. Events recorded or occurring later are left out.</param>
    /// <param name="context">What the review is set beside; null: nothing.</param>
    /// <param name="previousAsOf">The instant of the review to set the metrics beside, which is made of the same events in the same pass; null (default) takes the context's.
    /// Where no account had signed up by then, the review is set beside none.</param>
    /// <param name="degreeOfParallelism">How many threads may work at once, 1 or more; 1 by default; more than 128 work as 128. It never changes the answer.</param>
    /// <param name="workspace">Memory kept from fold to fold; null makes and drops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1.</exception>
    /// <exception cref="ArgumentNullException">The batch is null.</exception>
    /// <exception cref="ArgumentException">The previous instant lies after the one asked about, or the context has a previous review as well; a sign-up, first value or cancellation lies after <see cref="OutcomeColumns.Latest"/>, in 2112, or more than
    /// 4,194,304 cohorts have an account. A time's message names the row: the account's number in the batch.</exception>
    /// <exception cref="ObjectDisposedException">The workspace is disposed of.</exception>
    /// <exception cref="OverflowException">The batch has more than 2,147,483,584 events.</exception>
    public CohortReview Review(
        EventBatch batch, Instant? asOf = null, ReviewContext? context = null, Instant? previousAsOf = null, int degreeOfParallelism = 1, FoldWorkspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        context ??= ReviewContext.Empty;
        RequireOnePrevious(previousAsOf, asOf ?? batch.Watermark, context);
        var codes = new PathCodes(batch, new ReviewTerms(batch.Definitions.Catalog));
        var workers = Workers.Of(degreeOfParallelism);
        var watches = new PathWatch[workers];
        for (var i = 0; i < watches.Length; i++) watches[i] = new PathWatch(codes, new EventWeeks(new CohortCalendar(ZoneOf(batch.Definitions), Policy.WeekOrigin)));
        var earlier = previousAsOf is { } before ? new EarlierFold(batch, before, workers) : null;
        using var population = Population.Fold(batch, asOf, _scorer.Policy, degreeOfParallelism, workspace, watches, earlier);
        var tally = watches[0].Tally;
        foreach (var other in watches[1..]) tally.Merge(other.Tally);
        var risk = default(RiskDistribution);
        var review = ReviewOutcomes(
            population.Reviewed,
            context,
            () => earlier is null ? context.Previous : FiguresOf(earlier.Complete()),
            degreeOfParallelism,
            [() => risk = RiskOf(population), .. tally.Steps.Select<StepTally, Action>(step => () => step.SortWaits(Sort))]);
        return tally.Complete(review, batch.Definitions, risk!);
    }

    /// <summary>Reviews a population: the metrics, the cohorts and the trend, as of rows of a user's own table. The paths' figures need the events.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="context">What the review is set beside; null: nothing.</param>
    /// <param name="degreeOfParallelism">How many threads may work at once, 1 or more; 1 by default; more than 128 work as 128. It never changes the answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1.</exception>
    /// <exception cref="ArgumentNullException">The population is null.</exception>
    /// <exception cref="ArgumentException">A sign-up, first value or cancellation lies after <see cref="OutcomeColumns.Latest"/>, in 2112, or more than
    /// 4,194,304 cohorts have an account.</exception>
    /// <exception cref="ObjectDisposedException">The population is disposed of.</exception>
    public CohortReview ReviewOutcomes(Population population, ReviewContext? context = null, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        context ??= ReviewContext.Empty;
        return ReviewOutcomes(population.Reviewed, context, () => context.Previous, degreeOfParallelism, []);
    }

    private static void RequireOnePrevious(Instant? previousAsOf, Instant? asOf, ReviewContext context)
    {
        if (previousAsOf is not { } previous) return;
        if (previous > asOf) throw new ArgumentException($"previousAsOf is {previous}: an instant up to that of the review, {asOf}, is allowed.", nameof(previousAsOf));
        if (context.Previous is not null) throw new ArgumentException("The context has a previous review: previousAsOf has to be null then.", nameof(previousAsOf));
    }

    private static void Sort(Span<long> waits)
    {
        using var spare = new ReviewBuffer<ulong>();
        using var histogram = new ReviewBuffer<int>();
        var keys = MemoryMarshal.Cast<long, ulong>(waits);
        KeySort.Sort(keys, spare.Take(keys.Length), histogram).CopyTo(keys);
    }

    private RiskDistribution RiskOf(Population population)
    {
        var policy = _scorer.Policy;
        var tally = new RiskDistribution.Tally(policy);
        using var signals = SignalColumns.From(population, policy);
        using var scores = _scorer.CreateScores(population.Count, ScoreParts.Coverages);
        _scorer.ScoreMany(signals, scores);
        var flags = population.Flags;
        var values = scores.Scores;
        var coverages = scores.Coverages;
        for (var row = 0; row < flags.Length; row++)
        {
            if ((flags[row] & (AccountFlags.Known | AccountFlags.Churned)) != AccountFlags.Known) continue;
            if ((flags[row] & AccountFlags.Timed) != 0 && population.FirstValueAt[row] != Population.Never) continue;
            if ((flags[row] & AccountFlags.Timed) == 0 || values[row] == BatchScorer.NoScore)
            {
                tally.AddUnscored();
                continue;
            }

            var score = RiskScore.FromHundredths(values[row]);
            RiskBand? recorded = population.RecordedBand[row] is >= 0 and var band ? (RiskBand)band : null;
            tally.Add(score, policy.BandOf(score, recorded), coverages[row] < policy.MinimumCoverage);
        }

        return tally.ToDistribution();
    }
}
