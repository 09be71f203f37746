using Ttv.Events;
using Ttv.Nudges;

namespace Ttv.Hosting.Storage;

/// <summary>What an evaluation found, to be written.</summary>
/// <remarks>Immutable.</remarks>
public sealed record AccountCommit
{
    /// <summary>The version claimed.</summary>
    public required long Version { get; init; }

    /// <summary>The count of wakes at the claim.</summary>
    public required long Wakes { get; init; }

    /// <summary>What was found out.</summary>
    public required AccountState State { get; init; }

    /// <summary>
    /// Decisions to keep: those to send and to escalate, for which a message is put out, and those withheld from the holdout, which
    /// are only kept. One whose key is known already changes nothing.
    /// </summary>
    public ValueList<NudgeDecision> Decisions { get; init; }

    /// <summary>Facts that the evaluation itself states; they do not make the account due.</summary>
    public ValueList<TtvEvent> Facts { get; init; }

    /// <summary>The trace that the messages go on in, as a W3C traceparent, or null.</summary>
    public string? TraceParent { get; init; }
}
