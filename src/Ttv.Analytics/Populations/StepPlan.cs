namespace Ttv.Analytics.Populations;

/// <summary>One step of a path as the fold takes it.</summary>
/// <param name="CompletedBy">The pattern that completes it, and which of its matches does.</param>
/// <param name="StartedBy">The pattern that starts it; null: none does.</param>
/// <param name="DueOffset">When it is due, from sign-up.</param>
/// <param name="IsOptional">Whether first value may come without it.</param>
/// <param name="HalfWayOffset">When half of its nudge allowance is gone, from sign-up.</param>
/// <param name="HalfAllowance">Half of that allowance, rounded up.</param>
internal readonly record struct StepPlan(StepMatch CompletedBy, StepMatch? StartedBy, long DueOffset, bool IsOptional, long HalfWayOffset, long HalfAllowance);
