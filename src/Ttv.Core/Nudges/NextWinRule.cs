namespace Ttv.Nudges;

/// <summary>A milestone was completed: the latest one counts.</summary>
internal sealed class NextWinRule : INudgeRule
{
    public string Key => NudgeRuleKeys.NextWin;

    public NudgeChannel Channel => NudgeChannel.InApp;

    public NudgeTrigger Evaluate(NudgeContext context)
    {
        int? latest = null;
        for (var i = 0; i < context.Journey.Steps.Count; i++)
        {
            var step = context.Journey.Steps[i];
            if (step.CompletedAt is { } at && !step.IsMetBeforeSignUp && (latest is not { } best || at >= context.Journey.Steps[best].CompletedAt)) latest = i;
        }

        return latest is { } completed
            ? new NudgeTrigger { IsTriggered = true, Reasons = [NudgeReasons.MilestoneCompleted], Step = completed, Evidence = context.Journey.Steps[completed].Evidence }
            : NudgeTrigger.None();
    }
}
