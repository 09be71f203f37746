namespace Ttv.Risk;

/// <summary>The stable codes of what to do when a signal dominates.</summary>
public static class RiskInterventions
{
    /// <summary>Progress latency dominates: take the account to a simpler set-up.</summary>
    public const string SetupSimplification = "setup_simplification_path";

    /// <summary>Engagement decay dominates: move it to the high-touch support lane.</summary>
    public const string HighTouchSupport = "high_touch_support_lane";

    /// <summary>Complexity mismatch dominates: move it to the starter path.</summary>
    public const string StarterDowngrade = "starter_path_downgrade";

    /// <summary>A high-value account in the elevated band or above: prioritise it in the founder-assist queue.</summary>
    public const string FounderAssistPriority = "founder_assist_priority";
}
