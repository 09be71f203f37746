namespace Ttv.Statistics.Survival;

/// <summary>One tick of a curve.</summary>
/// <param name="Time">The tick.</param>
/// <param name="Probability">The curve's value from this tick on, 0 to 1.</param>
/// <param name="StandardError">The value's standard error; null where it is not defined (the curve has reached 0).</param>
/// <param name="Lower">The lower limit, or null where it is not defined.</param>
/// <param name="Upper">The upper limit, or null where it is not defined.</param>
/// <param name="AtRisk">The weight at risk just before the tick.</param>
/// <param name="Events">The weight of events at the tick.</param>
/// <param name="Censored">The weight censored at the tick.</param>
public readonly record struct CurvePoint(
    long Time,
    double Probability,
    double? StandardError,
    double? Lower,
    double? Upper,
    double AtRisk,
    double Events,
    double Censored);
