namespace Ttv.Nudges;

/// <summary>High value at risk: high band, potential value and expansion both high.</summary>
internal sealed class FounderInterventionRule : INudgeRule
{
    public string Key => NudgeRuleKeys.FounderIntervention;

    public NudgeChannel Channel => NudgeChannel.Human;

    public NudgeTrigger Evaluate(NudgeContext context)
    {
        if (context.Assessment is not { Band: RiskBand.High, IsHighValue: true }) return NudgeTrigger.None();
        return new NudgeTrigger { IsTriggered = true, Reasons = [NudgeReasons.HighValueAtRisk], Step = context.CurrentStep };
    }
}
