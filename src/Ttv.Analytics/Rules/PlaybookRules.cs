using Ttv.Nudges;

namespace Ttv.Analytics.Rules;

/// <summary>The playbook's four nudge rules on <see cref="PlaybookColumns"/>, under the keys and in the order of <see cref="NudgeRules.All"/>.</summary>
/// <remarks>They say whether a rule's behaviour shows, as <see cref="INudgeRule.Evaluate"/> does. Caps, quiet hours and attempts stay with <see cref="NudgeDecider"/>, for the accounts that show something. Thread-safe.</remarks>
public static class PlaybookRules
{
    /// <summary>The four, in order of priority.</summary>
    public static ValueList<ColumnRule> All { get; } =
    [
        ColumnRule.When(
            NudgeRuleKeys.FounderIntervention,
            new RuleCondition(PlaybookColumns.Band, RuleOperator.Equal, (long)RiskBand.High),
            new RuleCondition(PlaybookColumns.HighValue, RuleOperator.Equal, 1)),
        ColumnRule.When(
            NudgeRuleKeys.StalledMilestone,
            new RuleCondition(PlaybookColumns.StalledIn, RuleOperator.LessOrEqual, 0)),
        ColumnRule.When(
            NudgeRuleKeys.LateMilestone,
            new RuleCondition(PlaybookColumns.DueIn, RuleOperator.LessOrEqual, 0))
        .Or(
            new RuleCondition(PlaybookColumns.Started, RuleOperator.Equal, 0),
            new RuleCondition(PlaybookColumns.HalfWayIn, RuleOperator.LessOrEqual, 0)),
        ColumnRule.When(
            NudgeRuleKeys.NextWin,
            new RuleCondition(PlaybookColumns.Completed, RuleOperator.Equal, 1)),
    ];

    /// <summary>The four as a plan: bits 0 to 3.</summary>
    public static RulePlan Plan { get; } = RulePlan.Create(All.AsEnumerable());
}
