using NodaTime;

namespace Ttv.Cohorts;

/// <summary>What a review says of one group of accounts: all of them, a segment, or a weekly cohort.</summary>
/// <remarks>Immutable.</remarks>
public sealed record CohortResult
{
    /// <summary>Its name: <c>all</c>, <c>segment=founder</c>, <c>2026-W14</c>, or <c>2026-W14/platform=mobile</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The sign-up week, or null where the group is not one week's.</summary>
    public CohortWeek? Week { get; init; }

    /// <summary>The accounts with a sign-up, 1 or more.</summary>
    public required long Accounts { get; init; }

    /// <summary>Those that reached first value before anything else.</summary>
    public required long Achieved { get; init; }

    /// <summary>Those that cancelled first.</summary>
    public required long Churned { get; init; }

    /// <summary>Those that cancelled first and reached first value after coming back.</summary>
    public required long WinBacks { get; init; }

    /// <summary>The five metrics, in the order of <see cref="MetricKind"/>.</summary>
    public required ValueList<CohortMetric> Metrics { get; init; }

    /// <summary>The times by which 10, 25, 50, 75 and 90 % have reached first value.</summary>
    public required ValueList<TtvQuantile> Quantiles { get; init; }

    /// <summary>The value rates at the policy's horizons, as far as an account was followed.</summary>
    public required ValueList<ValueRate> Rates { get; init; }

    /// <summary>The median of those who got there alone: a naive figure, too short by as much as are still waiting. Null without any.</summary>
    public Duration? ConvertersOnlyMedian { get; init; }

    /// <summary>The share of all sign-ups that a human ever helped, 0 to 1; null where no help is recorded.</summary>
    public double? AssistedShare { get; init; }

    /// <summary>The curve, thinned to at most 400 points; empty for weekly cohorts.</summary>
    public ValueList<IncidencePoint> Curve { get; init; }

    /// <summary>Whether any metric is in warning.</summary>
    public bool IsLagging => Metrics.Any(m => m.Status == MetricStatus.Warning);

    /// <summary>The accounts that neither reached first value nor cancelled.</summary>
    public long Open => Accounts - Achieved - Churned;

    /// <summary>One of the five metrics.</summary>
    public CohortMetric this[MetricKind kind] => Metrics[(int)kind];
}
