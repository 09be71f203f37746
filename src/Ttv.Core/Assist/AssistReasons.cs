namespace Ttv.Assist;

/// <summary>The stable reason codes of routing and of the assist queue.</summary>
public static class AssistReasons
{
    /// <summary>Routed by the low band.</summary>
    public const string LowRisk = "low_risk";

    /// <summary>Routed by the elevated band.</summary>
    public const string ElevatedRisk = "elevated_risk";

    /// <summary>Routed by the high band.</summary>
    public const string HighRisk = "high_risk";

    /// <summary>High value: a founder's time pays.</summary>
    public const string HighValue = "high_value";

    /// <summary>There is no score: automation alone.</summary>
    public const string NoScore = "no_score";

    /// <summary>Too little is known: never a human.</summary>
    public const string Provisional = "provisional";

    /// <summary>A nudge asked for a human.</summary>
    public const string NudgeEscalated = "nudge_escalated";

    /// <summary>An escalation waits for somebody to be named who may approve it.</summary>
    public const string AwaitingApprover = "awaiting_approver";

    /// <summary>Taken: among the first within the capacity.</summary>
    public const string WithinCapacity = "within_capacity";

    /// <summary>Left: the week's capacity is used up; it ages and moves up.</summary>
    public const string OverCapacity = "over_capacity";
}
