namespace Ttv.Cohorts;

/// <summary>One metric of one cohort.</summary>
/// <remarks>Immutable.</remarks>
public sealed record CohortMetric
{
    /// <summary>Which metric, and with it the unit: seconds for the median TTV, fractions of 1 for the rest.</summary>
    public required MetricKind Kind { get; init; }

    /// <summary>How it stands to its goal.</summary>
    public required MetricStatus Status { get; init; }

    /// <summary>The value; null: not reached (the median), no account to take it of, or not instrumented.</summary>
    public double? Value { get; init; }

    /// <summary>The lower 95 % limit; null where it is not reached or not defined.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper 95 % limit; null where it is not reached or not defined.</summary>
    public double? Upper { get; init; }

    /// <summary>The accounts old enough to be judged by, 0 or more.</summary>
    public long Mature { get; init; }

    /// <summary>The same cohort's value in the previous review, or null where there was none.</summary>
    public double? Previous { get; init; }

    /// <summary>The value less <see cref="Previous"/>, or null where one of them is missing.</summary>
    public double? Change => Value - Previous;
}
