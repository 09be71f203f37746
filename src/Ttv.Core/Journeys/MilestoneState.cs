using NodaTime;
using Ttv.Events;
using Ttv.Milestones;

namespace Ttv.Journeys;

/// <summary>Where an account stands with one step of its path.</summary>
/// <remarks>Immutable.</remarks>
public sealed record MilestoneState
{
    /// <summary>The step as the path declares it.</summary>
    public required Milestone Milestone { get; init; }

    /// <summary>When it is due, shifted by the stops of the account's clock.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>When its start event first occurred, or null: not started, or it has no start event.</summary>
    public Instant? StartedAt { get; init; }

    /// <summary>When it was completed, or null. A support milestone met before sign-up counts as met at sign-up.</summary>
    public Instant? CompletedAt { get; init; }

    /// <summary>Whether it was met before sign-up.</summary>
    public bool IsMetBeforeSignUp { get; init; }

    /// <summary>The event that completed it, or null: not complete, or the log keeps no ids.</summary>
    public EventId? Evidence { get; init; }

    /// <summary>Whether it is complete.</summary>
    public bool IsComplete => CompletedAt is not null;
}
