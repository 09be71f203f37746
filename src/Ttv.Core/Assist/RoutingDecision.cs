namespace Ttv.Assist;

/// <summary>How an account is helped, and why.</summary>
/// <param name="Path">The intervention path.</param>
/// <param name="Escalation">Whether it is escalated to a human.</param>
/// <param name="Approver">Who may approve the escalation, or null.</param>
/// <param name="Reasons">Stable codes (see <see cref="AssistReasons"/>).</param>
public sealed record RoutingDecision(InterventionPath Path, EscalationState Escalation, string? Approver, ValueList<string> Reasons);
