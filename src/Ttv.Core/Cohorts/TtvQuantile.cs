using NodaTime;

namespace Ttv.Cohorts;

/// <summary>The time by which a share of a cohort's sign-ups has reached first value; null times are not reached.</summary>
/// <param name="Probability">The share, above 0 and below 1.</param>
/// <param name="Value">The time, or null.</param>
/// <param name="Lower">The lower 95 % limit, or null.</param>
/// <param name="Upper">The upper 95 % limit, or null.</param>
public sealed record TtvQuantile(double Probability, Duration? Value, Duration? Lower, Duration? Upper);
