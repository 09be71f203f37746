using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>What a bulk review is asked.</summary>
/// <remarks>Immutable.</remarks>
public sealed record BulkReviewRequest
{
    /// <summary>Where observation ends: what happened later does not count.</summary>
    public required Instant ObservedUntil { get; init; }

    /// <summary>What accounts are grouped by; <see cref="ReviewGroups.All"/> by default.</summary>
    public ReviewGroups Groups { get; init; } = ReviewGroups.All;

    /// <summary>Whether each result holds its curve, thinned to at most 400 points; false by default.</summary>
    public bool WithCurves { get; init; }

    /// <summary>The review to set the metrics beside, or null (default).</summary>
    public CohortReview? Previous { get; init; }

    /// <summary>How many threads work at most, 1 or more; 1 by default. It never changes the answer.</summary>
    public int DegreeOfParallelism { get; init; } = 1;
}
