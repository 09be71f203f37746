namespace Ttv.Assist;

/// <summary>Whether an account is to be escalated to a human. Wire names: <c>none, awaiting_approver, approved</c>.</summary>
public enum EscalationState
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It is, and waits for an approver: visible, never silently sent.</summary>
    AwaitingApprover,

    /// <summary>It is, and an approver is named.</summary>
    Approved,
}
