using NodaTime;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>Makes a group's result of its counts and estimates, however they were gathered.</summary>
internal static class CohortFigures
{
    public static CohortResult ToResult(string key, CohortWeek? week, in CohortCounts counts, CohortEstimates estimates, ReviewPolicy policy, Instrumentation seen, CohortResult? previous)
    {
        var (median, rate) = (estimates.Median, estimates.Week);
        var judge = new MetricJudge(policy, previous);
        return new CohortResult
        {
            Key = key,
            Week = week,
            Accounts = counts.Accounts,
            Achieved = counts.Achieved,
            Churned = counts.Churned,
            WinBacks = counts.WinBacks,
            Metrics =
            [
                judge.Median(Seconds(median.Value), Seconds(median.Lower), Seconds(median.Upper), median.LongestFollowUp / 1e6, counts.AgedWarning),
                judge.Rate(MetricKind.ValueRate7d, rate.Value, rate.Lower, rate.Upper, counts.AgedWeek, isInstrumented: true),
                judge.Share(MetricKind.Week2Retention, counts.ActiveInWeek2, counts.AgedTwoWeeks, seen.Activity),
                judge.Share(MetricKind.AssistDependency, counts.AssistedBefore, counts.Achieved, seen.Assists),
                judge.Share(MetricKind.Accountability, counts.Accountable, counts.Achieved, seen.Accountability),
            ],
            Quantiles = estimates.Quantiles.Select(Describe).ToValueList(),
            Rates = policy.Horizons.Select((h, i) => Describe(h, estimates.Horizons[i])).Where(r => !r.IsBeyondFollowUp || r.Horizon == policy.Horizons[0]).ToValueList(),
            ConvertersOnlyMedian = Time(estimates.MedianOfAchieved),
            AssistedShare = seen.Assists ? counts.Assisted / (double)counts.Accounts : null,
            Curve = estimates.Curve,
        };
    }

    private static double? Seconds(double? ticks) => ticks / 1e6;

    private static Duration? Time(double? ticks) => ticks is { } t ? CohortEstimates.FromTicks(t) : null;

    private static TtvQuantile Describe(QuantileEstimate q) => new(q.Probability, Time(q.Value), Time(q.Lower), Time(q.Upper));

    private static ValueRate Describe(Duration horizon, RateEstimate rate) => new(horizon, rate.Value, rate.Lower, rate.Upper, rate.IsBeyondFollowUp);
}
