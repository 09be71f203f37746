using System.Numerics;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Statistics.Proportions;

namespace Ttv.Analytics.Reviews;

/// <summary>Reviews whole populations by columns: the results of <see cref="CohortReviewer"/>, to the bit, without a journey.</summary>
/// <remarks>
/// One pass counts every group's rates and scatters the accounts' times by group; then each group is sorted within the cache
/// and its Aalen-Johansen incidence walked (Aalen and Johansen 1978). Neither the order of the accounts nor the degree of
/// parallelism changes an answer. The trend and the test between segments are made by <see cref="PopulationReviewer"/>. Immutable and
/// thread-safe; a <see cref="ReviewWorkspace"/> serves one call at a time.
/// </remarks>
public sealed class BulkReviewer
{
    /// <summary>Creates a reviewer.</summary>
    /// <param name="policy">How cohorts are judged; null takes <see cref="ReviewPolicy.Default"/>. What forms them, <see cref="ReviewPolicy.Zone"/>,
    /// <see cref="ReviewPolicy.WeekOrigin"/> and <see cref="ReviewPolicy.By"/>, is said by <see cref="ReviewGroups"/> instead.</param>
    /// <exception cref="TtvValidationException">The policy breaks a rule; every fault is listed.</exception>
    public BulkReviewer(ReviewPolicy? policy = null)
    {
        Policy = policy ?? ReviewPolicy.Default;
        Policy.Validate();
    }

    /// <summary>How cohorts are judged.</summary>
    public ReviewPolicy Policy { get; }

    /// <summary>Reviews every group: all five metrics with intervals, quantiles, value rates, and curves on request.</summary>
    /// <param name="outcomes">The accounts, each once.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="workspace">The memory to work in.</param>
    /// <exception cref="ArgumentException">A column of the groups is of another length than the accounts, or more than 4,194,304 groups have an account.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The workspace has been disposed of.</exception>
    public BulkReview Review(OutcomeColumns outcomes, BulkReviewRequest request, ReviewWorkspace workspace)
    {
        var pass = Start(outcomes, request, workspace);
        var results = pass.HasNarrowKeys ? Review<uint>(pass, request) : Review<ulong>(pass, request);
        return new BulkReview
        {
            ObservedUntil = pass.ObservedUntil,
            Results = results,
            SignedUpAfterObservation = pass.SignedUpLater,
            FirstValueBeforeSignUp = pass.ValueBeforeSignUp,
        };
    }

    /// <summary>Counts every group: plain shares with Wilson intervals, and the exact quartiles of those who got there.</summary>
    /// <param name="outcomes">The accounts, each once.</param>
    /// <param name="request">What is asked; curves and the previous review have no part in it.</param>
    /// <param name="workspace">The memory to work in.</param>
    /// <exception cref="ArgumentException">A column of the groups is of another length than the accounts, or more than 4,194,304 groups have an account.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The workspace has been disposed of.</exception>
    public BulkSummary Summarise(OutcomeColumns outcomes, BulkReviewRequest request, ReviewWorkspace workspace)
    {
        var pass = Start(outcomes, request, workspace);
        var summaries = pass.HasNarrowKeys ? Summarise<uint>(pass) : Summarise<ulong>(pass);
        return new BulkSummary
        {
            ObservedUntil = pass.ObservedUntil,
            Summaries = summaries,
            SignedUpAfterObservation = pass.SignedUpLater,
            FirstValueBeforeSignUp = pass.ValueBeforeSignUp,
        };
    }

    private ReviewPass Start(OutcomeColumns outcomes, BulkReviewRequest request, ReviewWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.DegreeOfParallelism, 1, nameof(request));
        return new ReviewPass(outcomes, request, workspace, Policy.WarningAge);
    }

    private ValueList<CohortResult> Review<TKey>(ReviewPass pass, BulkReviewRequest request) where TKey : unmanaged, IBinaryInteger<TKey>
    {
        var frame = new ReviewFrame(Policy, pass.Unit, pass.ObservedUntilMicroseconds);
        return pass.Run<TKey, CohortResult>(achievedOnly: false, (group, counts, keys, space) =>
        {
            var all = CountLanes.ToCounts(counts);
            var sorted = KeySort.Sort(keys, OutcomePartition<TKey>.KeysIn(space.Spare, keys.Length), space.Histogram);
            var estimates = IncidenceWalk.Estimate<TKey>(sorted, all, frame, space.Limits, request.WithCurves);
            var key = pass.Index.KeyOf(group);
            return CohortFigures.ToResult(key, pass.Index.WeekOf(group), all, estimates, Policy, pass.Seen, request.Previous?.Find(key));
        });
    }

    private static ValueList<CohortSummary> Summarise<TKey>(ReviewPass pass) where TKey : unmanaged, IBinaryInteger<TKey> =>
        pass.Run<TKey, CohortSummary>(achievedOnly: true, (group, counts, keys, space) =>
        {
            var all = CountLanes.ToCounts(counts);
            Span<double> quartiles = stackalloc double[3];
            if (keys.Length > 0) ConvertersQuartiles.Find(keys, space, pass.Unit, quartiles);
            return new CohortSummary
            {
                Key = pass.Index.KeyOf(group),
                Week = pass.Index.WeekOf(group),
                Accounts = all.Accounts,
                Achieved = all.Achieved,
                Churned = all.Churned,
                WinBacks = all.WinBacks,
                ValueWithinWeek = Share(CountLanes.WithinWeek(counts), all.AgedWeek, isInstrumented: true),
                Week2Retention = Share(all.ActiveInWeek2, all.AgedTwoWeeks, pass.Seen.Activity),
                AssistDependency = Share(all.AssistedBefore, all.Achieved, pass.Seen.Assists),
                Accountability = Share(all.Accountable, all.Achieved, pass.Seen.Accountability),
                ConvertersOnlyLowerQuartile = keys.Length > 0 ? CohortEstimates.FromTicks(quartiles[0]) : null,
                ConvertersOnlyMedian = keys.Length > 0 ? CohortEstimates.FromTicks(quartiles[1]) : null,
                ConvertersOnlyUpperQuartile = keys.Length > 0 ? CohortEstimates.FromTicks(quartiles[2]) : null,
            };
        });

    private static Proportion? Share(long count, long of, bool isInstrumented) => isInstrumented && of > 0 ? Wilson.Interval(count, of) : null;
}
