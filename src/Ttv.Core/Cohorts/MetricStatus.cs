namespace Ttv.Cohorts;

/// <summary>How a metric stands to its goal. Wire names: <c>on_target, watch, warning, immature, not_instrumented</c>.</summary>
public enum MetricStatus
{
    /// <summary>The value meets the target.</summary>
    OnTarget,

    /// <summary>Between target and warning, or beyond the warning while the interval does not exclude the target.</summary>
    Watch,

    /// <summary>Beyond the warning, and the interval excludes the target: the cohort lags.</summary>
    Warning,

    /// <summary>Too few mature accounts to say; never coloured.</summary>
    Immature,

    /// <summary>The log holds nothing that this metric could be read from; never coloured, never lagging.</summary>
    NotInstrumented,
}
