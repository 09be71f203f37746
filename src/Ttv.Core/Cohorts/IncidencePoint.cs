using NodaTime;

namespace Ttv.Cohorts;

/// <summary>One point of the curve that a cohort's way to first value takes.</summary>
/// <param name="Time">The time from sign-up.</param>
/// <param name="Reached">The share at first value by then, 0 to 1.</param>
/// <param name="Lower">The lower 95 % limit, or null where it is not defined.</param>
/// <param name="Upper">The upper 95 % limit, or null where it is not defined.</param>
/// <param name="AtRisk">The accounts still waiting just before, 0 or more.</param>
public sealed record IncidencePoint(Duration Time, double Reached, double? Lower, double? Upper, long AtRisk);
