namespace Ttv.Cohorts;

/// <summary>
/// One account's way as a review counts it, however it was folded. Times are microseconds since the Unix epoch,
/// <see cref="Never"/> where there is none.
/// </summary>
internal ref struct AccountWay
{
    public const long Never = long.MaxValue;

    /// <summary>The path; null: no segment is known.</summary>
    public PathPlan? Plan;
    public bool IsTimed;
    public bool IsChurned;
    public long SignedUpAt;
    public long FirstValueAt;
    public long ChurnedAt;
    public long ObservedUntil;

    /// <summary>Every step of the path; empty where there is no path or no sign-up.</summary>
    public ReadOnlySpan<StepTime> Steps;

    /// <summary>The events that complete steps, in order of time.</summary>
    public ReadOnlySpan<PathEvent> Events;

    /// <summary>The obstacles met, in order of time.</summary>
    public ReadOnlySpan<ObstacleEvent> Obstacles;
}

/// <summary>How an account took a step.</summary>
/// <param name="CompletedAt">When it was completed, or <see cref="AccountWay.Never"/>.</param>
/// <param name="IsDue">Whether it was due by the end of observation.</param>
/// <param name="IsInTime">Whether it was completed by then or before.</param>
internal readonly record struct StepTime(long CompletedAt, bool IsDue, bool IsInTime)
{
    public bool IsComplete => CompletedAt != AccountWay.Never;
}

/// <summary>An occurrence of a step's event, with the numbers of its week and of its <see cref="ReviewTerms.ValuesOf"/>.</summary>
internal readonly record struct PathEvent(long At, int Step, int Week, int Values);

/// <summary>An obstacle that showed, by its <see cref="ReviewTerms.NumberOf"/>, with the numbers of its week and of its <see cref="ReviewTerms.ValuesOf"/>.</summary>
internal readonly record struct ObstacleEvent(long At, int Obstacle, int Week, int Values);
