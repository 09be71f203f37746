namespace Ttv.Analytics.Populations;

/// <summary>What a step waits for: the nth match of a pattern, by its index.</summary>
internal readonly record struct StepMatch(int Pattern, int Occurrence);
