using NodaTime;
using Ttv.Journeys;

namespace Ttv.Risk;

/// <content>What would have to happen next.</content>
public sealed partial class RiskScorer
{
    private static readonly Duration JudgedAfter = Duration.FromHours(24);

    /// <summary>
    /// The smallest set of next milestones that, completed at once, brings an account below a score, judged 24 hours on with
    /// nothing else happening. First value is the last resort: it always does.
    /// </summary>
    /// <param name="journey">The account.</param>
    /// <param name="asOf">The instant, not before the end of what the journey has observed.</param>
    /// <param name="below">The score to come below, above 0; null takes the border of the elevated band.</param>
    /// <returns>The answer, or null when the account has no score to lower: not timed, cancelled or at first value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The score to come below is 0.</exception>
    public Counterfactual? Counterfactual(Journey journey, Instant asOf, RiskScore? below = null)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var threshold = below ?? Policy.ElevatedFrom;
        if (threshold == RiskScore.Zero) throw new ArgumentOutOfRangeException(nameof(below), threshold, "A score above 0 is needed.");
        if (Score(journey, asOf) is not { Status: RiskStatus.Scored }) return null;
        var at = asOf + JudgedAfter;
        foreach (var steps in Candidates(journey, asOf))
        {
            if (Score(Completed(journey, steps, asOf), at).Score is { } score && score < threshold)
                return new Counterfactual(threshold, steps.Select(i => journey.Steps[i].Milestone.Key).ToValueList(), score, at);
        }

        return null;
    }

    /// <summary>
    /// Sets of unmet steps, smallest first. Latency looks at the earliest step due after the last progress, so only steps
    /// due from now on need to be met one after the other; an overdue one counts as progress where nothing else is left.
    /// A path that requires order has to be gone step by step.
    /// </summary>
    private static IEnumerable<int[]> Candidates(Journey journey, Instant asOf)
    {
        yield return [];
        var last = journey.Steps.Count - 1;
        var unmet = Enumerable.Range(0, last).Where(i => !journey.Steps[i].IsComplete && !journey.Steps[i].Milestone.IsOptional).ToArray();
        var next = journey.Path!.IsOrdered ? unmet : [.. unmet.Where(i => journey.Steps[i].DueAt > asOf).OrderBy(i => journey.Steps[i].DueAt)];
        if (next.Length == 0 && unmet.Length > 0) yield return [unmet[0]];
        for (var count = 1; count <= next.Length; count++) yield return next[..count];
        yield return [last];
    }

    private static Journey Completed(Journey journey, int[] steps, Instant at)
    {
        if (steps.Length == 0) return journey;
        var states = journey.Steps.ToArray();
        foreach (var i in steps) states[i] = states[i] with { CompletedAt = at };
        return journey with
        {
            AsOf = at,
            ObservedUntil = at,
            Steps = ValueList.Create<MilestoneState>(states),
            FirstValueAt = steps[^1] == states.Length - 1 ? at : null,
        };
    }
}
