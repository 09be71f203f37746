using NodaTime;

namespace Ttv.Risk;

/// <summary>What holds for all accounts at once.</summary>
/// <param name="EngagementOutageSince">Since when sessions are missing fleet-wide, so that they say nothing of a single account; null: no outage.</param>
public sealed record FleetConditions(Instant? EngagementOutageSince)
{
    /// <summary>Nothing out of the ordinary.</summary>
    public static FleetConditions Normal { get; } = new(EngagementOutageSince: null);
}
