namespace Ttv.Statistics.Survival;

/// <summary>The difference between two groups' estimates: the second less the first.</summary>
/// <param name="Value">The difference.</param>
/// <param name="StandardError">Its standard error: the groups are independent, so that the variances add.</param>
/// <param name="Lower">The lower limit (normal).</param>
/// <param name="Upper">The upper limit (normal).</param>
/// <param name="Z">The standard score, or null where the error is 0.</param>
/// <param name="P">The two-sided probability of as large a difference were there none, or null where the error is 0.</param>
/// <param name="IsBeyondFollowUp">Whether the horizon lies beyond the longest time observed in either group.</param>
public readonly record struct DifferenceEstimate(double Value, double StandardError, double Lower, double Upper, double? Z, double? P, bool IsBeyondFollowUp);
