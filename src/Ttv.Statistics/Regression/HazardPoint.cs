namespace Ttv.Statistics.Regression;

/// <summary>One step of a baseline hazard.</summary>
/// <param name="Time">The event tick.</param>
/// <param name="CumulativeHazard">The cumulative baseline hazard from this tick on, for covariates of 0.</param>
public readonly record struct HazardPoint(long Time, double CumulativeHazard);
