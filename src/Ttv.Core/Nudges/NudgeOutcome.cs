namespace Ttv.Nudges;

/// <summary>What to do about a rule now. Wire names: <c>send, defer, suppress, escalate</c>.</summary>
public enum NudgeOutcome
{
    /// <summary>Send the nudge.</summary>
    Send,

    /// <summary>Judge afresh at <see cref="NudgeDecision.DeferUntil"/>; it is not lost.</summary>
    Defer,

    /// <summary>Do nothing.</summary>
    Suppress,

    /// <summary>Ask a human to step in; an approver has to agree.</summary>
    Escalate,
}
