using NodaTime;

namespace Ttv.Projection;

/// <summary>What is to be expected of an open account.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TtvProjection
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The instant.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>The time since sign-up.</summary>
    public required Duration Age { get; init; }

    /// <summary>The required milestones reached.</summary>
    public required int MilestonesReached { get; init; }

    /// <summary>Whose history it rests on.</summary>
    public required ProjectionBasis Basis { get; init; }

    /// <summary>How many accounts that is.</summary>
    public required long BasedOn { get; init; }

    /// <summary>The probability of first value by the target date, given all that; 0 once it has passed.</summary>
    public required double ProbabilityByTarget { get; init; }

    /// <summary>Its lower 95 % limit, or null where it is not defined.</summary>
    public double? Lower { get; init; }

    /// <summary>Its upper 95 % limit, or null where it is not defined.</summary>
    public double? Upper { get; init; }

    /// <summary>The same probability when the account signed up.</summary>
    public required double ProbabilityAtSignUp { get; init; }

    /// <summary>The time until a quarter of such accounts get there, or null: not reached.</summary>
    public Duration? RemainingLowerQuartile { get; init; }

    /// <summary>The time until half of such accounts get there, or null: not reached.</summary>
    public Duration? RemainingMedian { get; init; }

    /// <summary>The time until three quarters of such accounts get there, or null: not reached.</summary>
    public Duration? RemainingUpperQuartile { get; init; }

    /// <summary>The projected TTV: the age and the remaining median; null: not reached.</summary>
    public Duration? ProjectedTtv => RemainingMedian is { } remaining ? Age + remaining : null;

    /// <summary>The probability of not getting there within the time that such accounts were followed.</summary>
    public required double ProbabilityOfNever { get; init; }

    /// <summary>The median TTV of the segment, to be told beside the projected one; null: not reached.</summary>
    public Duration? SegmentMedian { get; init; }

    /// <summary>
    /// Whether the probability has fallen below half of its value at sign-up. A conditional median alone exceeds the segment's for
    /// everybody who waits, so that it would raise an alarm for all.
    /// </summary>
    public required bool IsTriggered { get; init; }
}
