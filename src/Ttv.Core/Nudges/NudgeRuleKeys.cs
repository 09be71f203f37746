namespace Ttv.Nudges;

/// <summary>The stable keys of the four built-in rules.</summary>
public static class NudgeRuleKeys
{
    /// <summary>High value at risk: the founder steps in.</summary>
    public const string FounderIntervention = "founder_intervention";

    /// <summary>A milestone was started and has stalled: help against what usually hides behind it.</summary>
    public const string StalledMilestone = "stalled_milestone";

    /// <summary>A milestone was not started in time, or its deadline was missed: the set-up checklist with a one-click next action.</summary>
    public const string LateMilestone = "late_milestone";

    /// <summary>A milestone was completed: the way to the next win, at once and inside the product.</summary>
    public const string NextWin = "next_win";
}
