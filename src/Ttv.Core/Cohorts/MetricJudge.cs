using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Holds one group's figures against the policy's goals and its own previous review.</summary>
internal sealed class MetricJudge(ReviewPolicy policy, CohortResult? previous)
{
    /// <summary>A median that is not reached lies beyond the longest follow-up, and so does a limit that is not reached.</summary>
    public CohortMetric Median(double? value, double? lower, double? upper, double longestFollowUp, long mature)
    {
        var goal = policy.MedianTtv;
        var beyond = Math.BitIncrement(longestFollowUp);
        return new CohortMetric
        {
            Kind = MetricKind.MedianTtv,
            Value = value,
            Lower = lower,
            Upper = upper,
            Mature = mature,
            Previous = previous?[MetricKind.MedianTtv].Value,
            Status = mature < policy.MinimumMature ? MetricStatus.Immature : StatusOf(goal, value ?? beyond, lower ?? beyond, upper ?? double.PositiveInfinity),
        };
    }

    public CohortMetric Rate(MetricKind kind, double? value, double? lower, double? upper, long mature, bool isInstrumented) => new()
    {
        Kind = kind,
        Value = isInstrumented ? value : null,
        Lower = isInstrumented ? lower : null,
        Upper = isInstrumented ? upper : null,
        Mature = mature,
        Previous = previous?[kind].Value,
        Status = !isInstrumented ? MetricStatus.NotInstrumented
            : mature < policy.MinimumMature || value is null ? MetricStatus.Immature
            : StatusOf(policy.GoalOf(kind), value.Value, lower ?? 0, upper ?? 1),
    };

    public CohortMetric Share(MetricKind kind, long count, long of, bool isInstrumented)
    {
        if (of == 0) return Rate(kind, null, null, null, 0, isInstrumented);
        var interval = Wilson.Interval(count, of);
        return Rate(kind, interval.Value, interval.Lower, interval.Upper, of, isInstrumented);
    }

    private static MetricStatus StatusOf(MetricGoal goal, double value, double lower, double upper) =>
        goal.IsMet(value) ? MetricStatus.OnTarget
        : goal.IsBeyondWarning(value) && goal.IsExcluded(lower, upper) ? MetricStatus.Warning
        : MetricStatus.Watch;
}
