using Ttv.Nudges;
using Ttv.Risk;

namespace Ttv.Assist;

/// <summary>
/// Routes accounts to the three intervention paths: automation only in the low band, hybrid in the elevated band, founder assist
/// in the high band for high-value accounts and hybrid for the others there. An escalation needs an approver.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class AssistRouter
{
    /// <summary>Routes an account.</summary>
    /// <param name="assessment">Its risk; without a score, or provisional, it stays with automation.</param>
    /// <param name="approver">Who may approve an escalation, or null.</param>
    /// <param name="nudges">What was decided for it; one that asks for a human escalates. Empty by default.</param>
    public static RoutingDecision Route(RiskAssessment assessment, string? approver, ValueList<NudgeDecision> nudges = default)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        if (assessment is not { Status: RiskStatus.Scored, Band: { } band }) return Automation(AssistReasons.NoScore);
        if (assessment.IsProvisional) return Automation(AssistReasons.Provisional);
        var reasons = new List<string> { band switch { RiskBand.Low => AssistReasons.LowRisk, RiskBand.Elevated => AssistReasons.ElevatedRisk, _ => AssistReasons.HighRisk } };
        var path = band switch
        {
            RiskBand.Low => InterventionPath.AutomationOnly,
            RiskBand.High when assessment.IsHighValue => InterventionPath.FounderAssist,
            _ => InterventionPath.Hybrid,
        };
        if (path == InterventionPath.FounderAssist) reasons.Add(AssistReasons.HighValue);
        var isEscalated = nudges.Any(n => n.Outcome == NudgeOutcome.Escalate);
        if (!isEscalated) return new RoutingDecision(path, EscalationState.None, approver, [.. reasons]);

        reasons.Add(AssistReasons.NudgeEscalated);
        if (approver is null) reasons.Add(AssistReasons.AwaitingApprover);
        return new RoutingDecision(path, approver is null ? EscalationState.AwaitingApprover : EscalationState.Approved, approver, [.. reasons]);

        RoutingDecision Automation(string reason) => new(InterventionPath.AutomationOnly, EscalationState.None, approver, [reason]);
    }
}
