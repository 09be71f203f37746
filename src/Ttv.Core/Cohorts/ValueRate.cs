using NodaTime;

namespace Ttv.Cohorts;

/// <summary>The share of a cohort's sign-ups at first value within a horizon, cancellation competing (Aalen-Johansen).</summary>
/// <param name="Horizon">The time from sign-up.</param>
/// <param name="Value">The share, 0 to 1.</param>
/// <param name="Lower">The lower 95 % limit, or null where it is not defined.</param>
/// <param name="Upper">The upper 95 % limit, or null where it is not defined.</param>
/// <param name="IsBeyondFollowUp">Whether no account was followed that long: the share is then that of the longest time.</param>
public sealed record ValueRate(Duration Horizon, double Value, double? Lower, double? Upper, bool IsBeyondFollowUp);
