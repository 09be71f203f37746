using NodaTime;

namespace Ttv.Journeys;

/// <summary>A nudge or reminder that reached the customer, and what came of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SentNudge
{
    /// <summary>Its key: the decision's, or the event's name and time for a reminder from elsewhere.</summary>
    public required string Key { get; init; }

    /// <summary>The rule that decided it, or null for a reminder from elsewhere.</summary>
    public string? Rule { get; init; }

    /// <summary>The milestone it was about, or null.</summary>
    public string? Milestone { get; init; }

    /// <summary>When it was sent.</summary>
    public required Instant SentAt { get; init; }

    /// <summary>Whether it asked for a reply.</summary>
    public bool AsksReply { get; init; }

    /// <summary>When the customer first engaged with it or replied, or null.</summary>
    public Instant? EngagedAt { get; init; }

    /// <summary>When it became known to be ignored, or null.</summary>
    public Instant? IgnoredAt { get; init; }

    /// <summary>When the customer first replied, or null.</summary>
    public Instant? RepliedAt { get; init; }
}
