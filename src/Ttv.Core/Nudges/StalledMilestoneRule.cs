namespace Ttv.Nudges;

/// <summary>The current milestone was started, and half of its allowance has gone since without its completion.</summary>
internal sealed class StalledMilestoneRule : INudgeRule
{
    public string Key => NudgeRuleKeys.StalledMilestone;

    public NudgeChannel Channel => NudgeChannel.Message;

    public NudgeTrigger Evaluate(NudgeContext context)
    {
        if (context.CurrentStep is not { } step || context.Journey.Steps[step].StartedAt is not { } started) return NudgeTrigger.None();
        var stalledAt = context.Journey.Clock.Advance(started, context.AllowanceOf(step).Length / 2);
        if (context.AsOf < stalledAt) return NudgeTrigger.None(stalledAt);
        return new NudgeTrigger { IsTriggered = true, Reasons = [NudgeReasons.Stalled], Step = step };
    }
}
