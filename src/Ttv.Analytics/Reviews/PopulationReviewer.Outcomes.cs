using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Cohorts;
using Ttv.Segments;
using Ttv.Statistics.Trends;

namespace Ttv.Analytics.Reviews;

/// <content>The parts of a review, side by side.</content>
public sealed partial class PopulationReviewer
{
    /// <summary>Reviews outcomes, and does other parts of the work beside.</summary>
    private CohortReview ReviewOutcomes(ReviewedAccounts accounts, ReviewContext context, Func<CohortReview?> findPrevious, int degreeOfParallelism, IEnumerable<Action> besides)
    {
        // Started first: those who need it may have to wait for it.
        var previous = new Lazy<CohortReview?>(findPrevious);
        var outcomes = OutcomeColumns.From(accounts);
        var request = new BulkReviewRequest { ObservedUntil = accounts.ObservedUntil, WithCurves = true };
        var until = Instants.ToMicroseconds(request.ObservedUntil);
        var (overall, segments, cohorts) = (default(BulkReview), default(ValueList<CohortResult>), default(ValueList<CohortResult>));
        var (segmentTest, trend, weeks) = (default(SegmentTest), default(TrendTest?), default(IReadOnlyList<TrendWeek>));
        InParallel(
            degreeOfParallelism,
            [
                () => _ = previous.Value,
                () =>
                {
                    var grouped = new GroupedOutcomes(outcomes, WeeksOf(accounts), until);
                    (trend, weeks) = (grouped.TestTrend(), grouped.Weeks);
                },
                () => segmentTest = outcomes.SegmentKeys.Count < 2 ? null : new GroupedOutcomes(outcomes, ReviewGroups.All.BySegment(), until).TestSegments(),
                .. besides,
                () => (segments, cohorts) = ReviewSplits(outcomes, accounts, request with { Previous = previous.Value }),
                () => overall = Review(outcomes, request with { Previous = previous.Value }),
            ]);
        var parts = PartsOf(accounts, overall!, segments, cohorts) with { SegmentTest = segmentTest, Weeks = weeks!, Trend = trend };
        return CohortReviewer.Assemble(parts, Policy, context with { Previous = previous.Value });
    }

    /// <summary>The figures that a later review is set beside; null without an account.</summary>
    private CohortReview? FiguresOf(ReviewedAccounts accounts)
    {
        var outcomes = OutcomeColumns.From(accounts);
        var request = new BulkReviewRequest { ObservedUntil = accounts.ObservedUntil };
        var overall = Review(outcomes, request);
        if (overall.Results.Count == 0) return null;
        var (segments, cohorts) = ReviewSplits(outcomes, accounts, request);
        return CohortReviewer.Assemble(PartsOf(accounts, overall, segments, cohorts), Policy, ReviewContext.Empty);
    }

    /// <summary>A review's parts without its tests.</summary>
    private ReviewParts PartsOf(ReviewedAccounts accounts, BulkReview overall, ValueList<CohortResult> segments, ValueList<CohortResult> cohorts) => new()
    {
        AsOf = accounts.AsOf,
        ObservedUntil = accounts.ObservedUntil,
        Zone = ZoneOf(accounts.Definitions),
        Overall = overall.Results.Count == 0 ? null : overall.Results[0],
        Segments = segments,
        SegmentTest = null,
        Cohorts = cohorts,
        Weeks = [],
        Trend = null,
        SignedUpAfterObservation = overall.SignedUpAfterObservation,
        FirstValueBeforeSignUp = overall.FirstValueBeforeSignUp,
    };

    private DateTimeZone ZoneOf(TtvDefinitions definitions) => Policy.Zone ?? definitions.Zone;

    private ReviewGroups WeeksOf(ReviewedAccounts accounts) => ReviewGroups.Weeks(ZoneOf(accounts.Definitions), Policy.WeekOrigin);

    /// <summary>One group after the other on one thread: the reviews of several groupings go side by side.</summary>
    private BulkReview Review(OutcomeColumns outcomes, BulkReviewRequest request)
    {
        using var workspace = new ReviewWorkspace();
        return _bulk.Review(outcomes, request, workspace);
    }

    private static void InParallel(int degreeOfParallelism, Action[] parts)
    {
        var next = 0;
        Workers.Run(Math.Min(degreeOfParallelism, parts.Length), _ =>
        {
            for (int part; (part = Interlocked.Increment(ref next) - 1) < parts.Length;) parts[part]();
        });
    }
}
