using Ttv.Events;
using Ttv.Nudges;

namespace Ttv.Hosting.Storage;

/// <summary>An account that a worker holds, with what is needed to evaluate it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ClaimedAccount
{
    /// <summary>What was last found out about it.</summary>
    public required AccountState State { get; init; }

    /// <summary>The version of the claim; a commit has to name it.</summary>
    public required long Version { get; init; }

    /// <summary>How often it was told of new events by the time of the claim; a commit names it, so that an event in between is not passed over.</summary>
    public required long Wakes { get; init; }

    /// <summary>Its events, in any order.</summary>
    public required ValueList<TtvEvent> Events { get; init; }

    /// <summary>What was decided before, in any order.</summary>
    public required ValueList<NudgeDecision> Decisions { get; init; }

    /// <summary>What is stored of it and cannot be read by this version of the program, or null: the evaluation then counts as failed.</summary>
    public string? Fault { get; init; }
}
