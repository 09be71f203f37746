namespace Ttv.Statistics.Survival;

/// <summary>The mean time to the event, restricted to a horizon: the area under the curve up to it.</summary>
/// <param name="Horizon">The horizon in ticks.</param>
/// <param name="Value">The mean in ticks, 0 to the horizon.</param>
/// <param name="StandardError">Its standard error in ticks.</param>
/// <param name="Lower">The lower limit in ticks.</param>
/// <param name="Upper">The upper limit in ticks.</param>
/// <param name="IsBeyondFollowUp">Whether the horizon lies beyond the longest time observed: the curve is then held flat.</param>
public readonly record struct MeanEstimate(double Horizon, double Value, double StandardError, double Lower, double Upper, bool IsBeyondFollowUp);
