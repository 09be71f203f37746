namespace Ttv.Analytics.Populations;

/// <summary>One step of a path as the fold takes it: the pattern that completes it, which of its matches counts, and when it is due from sign-up.</summary>
internal readonly record struct StepPlan(int Pattern, int Occurrence, long DueOffset, bool IsOptional);
