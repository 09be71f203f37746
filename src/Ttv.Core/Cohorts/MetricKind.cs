namespace Ttv.Cohorts;

/// <summary>The five metrics of the weekly review. Wire names: <c>median_ttv, value_rate7d, week2_retention, assist_dependency, accountability</c>.</summary>
public enum MetricKind
{
    /// <summary>The time by which half of all sign-ups have reached first value, those still waiting counted; in seconds.</summary>
    MedianTtv,

    /// <summary>The share of sign-ups at first value within 7 days, cancellation competing; a fraction.</summary>
    ValueRate7d,

    /// <summary>Of accounts signed up at least 14 days ago, cancelled ones included, the share active in [7 d, 14 d); a fraction.</summary>
    Week2Retention,

    /// <summary>Of accounts at first value, the share that a human helped before it; a fraction.</summary>
    AssistDependency,

    /// <summary>Of accounts at first value, the share whose record has owner, evidence and approver; a fraction.</summary>
    Accountability,
}
