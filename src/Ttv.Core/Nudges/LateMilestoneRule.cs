namespace Ttv.Nudges;

/// <summary>The current milestone was not started by half of its allowance, or is not complete by its due time.</summary>
internal sealed class LateMilestoneRule : INudgeRule
{
    public string Key => NudgeRuleKeys.LateMilestone;

    public NudgeChannel Channel => NudgeChannel.Message;

    public NudgeTrigger Evaluate(NudgeContext context)
    {
        if (context.CurrentStep is not { } step) return NudgeTrigger.None();
        var state = context.Journey.Steps[step];
        if (context.AsOf >= state.DueAt) return new NudgeTrigger { IsTriggered = true, Reasons = [NudgeReasons.DeadlineMissed], Step = step };
        if (state.StartedAt is not null) return NudgeTrigger.None(state.DueAt);
        var (from, length) = context.AllowanceOf(step);
        var halfWay = context.Journey.Clock.Advance(from, length / 2);
        return context.AsOf < halfWay
            ? NudgeTrigger.None(halfWay)
            : new NudgeTrigger { IsTriggered = true, Reasons = [NudgeReasons.NotStarted], Step = step };
    }
}
