namespace Ttv.Statistics.Survival;

/// <summary>A probability by a horizon, with its interval.</summary>
/// <param name="Value">The probability, 0 to 1.</param>
/// <param name="Lower">The lower limit, or null where it is not defined.</param>
/// <param name="Upper">The upper limit, or null where it is not defined.</param>
/// <param name="IsBeyondFollowUp">Whether the horizon lies beyond the longest time observed: the value is then that of the longest time, carried on.</param>
public readonly record struct RateEstimate(double Value, double? Lower, double? Upper, bool IsBeyondFollowUp);
