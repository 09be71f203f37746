using NodaTime;
using Ttv.Events;

namespace Ttv.Nudges;

/// <summary>What a rule sees in a journey.</summary>
/// <remarks>Immutable.</remarks>
public sealed record NudgeTrigger
{
    /// <summary>Whether the rule's behaviour shows.</summary>
    public required bool IsTriggered { get; init; }

    /// <summary>Why, in stable codes; empty where it is not triggered.</summary>
    public ValueList<string> Reasons { get; init; }

    /// <summary>The position of the step it is about, or null: the account as a whole.</summary>
    public int? Step { get; init; }

    /// <summary>The event that shows it, or null.</summary>
    public EventId? Evidence { get; init; }

    /// <summary>When the rule could trigger with nothing else happening, or null: not by time alone.</summary>
    public Instant? NextCheckAt { get; init; }

    /// <summary>The rule's behaviour does not show.</summary>
    /// <param name="nextCheckAt">When it could with nothing else happening, or null.</param>
    public static NudgeTrigger None(Instant? nextCheckAt = null) => new() { IsTriggered = false, NextCheckAt = nextCheckAt };
}
