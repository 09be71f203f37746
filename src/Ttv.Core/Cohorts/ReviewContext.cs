using Ttv.Events;

namespace Ttv.Cohorts;

/// <summary>What a review is set beside.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ReviewContext
{
    /// <summary>Nothing.</summary>
    public static ReviewContext Empty { get; } = new();

    /// <summary>The review to set the metrics beside, or null (default).</summary>
    public CohortReview? Previous { get; init; }

    /// <summary>The cohorts' accountability trail; none by default.</summary>
    public ValueList<CohortFact> CohortFacts { get; init; }
}
