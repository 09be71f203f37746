namespace Ttv.Nudges;

/// <summary>The built-in rules.</summary>
/// <remarks>Thread-safe.</remarks>
public static class NudgeRules
{
    /// <summary>The four, in order of priority.</summary>
    public static ValueList<INudgeRule> All { get; } = [new FounderInterventionRule(), new StalledMilestoneRule(), new LateMilestoneRule(), new NextWinRule()];
}
