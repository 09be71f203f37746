namespace Ttv.Cohorts;

/// <summary>
/// Counts attempts at each step by calendar week and event property. An attempt is an occurrence of a step's event; it
/// converts when the next step's event follows before the next attempt and within the next step's allowance. An attempt
/// whose time is not up at the end of observation and that has not converted is left out.
/// </summary>
internal sealed class StepConversions(ReviewTerms terms, EventWeeks weeks)
{
    private readonly WeeklyCounts _counts = new();

    public void Add(in AccountWay way)
    {
        if (way.Plan is not { } plan) return;
        var events = way.Events;
        for (var i = 0; i < events.Length; i++)
        {
            var step = events[i].Step;
            if (step == plan.Path.SupportCount) continue;
            var (last, over) = plan.UntilAfter(step, events[i].At);
            var converted = false;
            var isOver = over <= way.ObservedUntil;
            for (var next = i + 1; next < events.Length && events[next].At <= last; next++)
            {
                if (events[next].Step == step + 1)
                {
                    converted = true;
                    break;
                }

                if (events[next].Step == step)
                {
                    isOver = true;
                    // An attempt and the next step told at the same instant as the next attempt belong to it as well.
                    converted = ConvertsAt(events, next, step + 1);
                    break;
                }
            }

            if (converted || isOver) _counts.Count(plan.FirstPlace + step, events[i].Values, events[i].Week, converted ? 1 : 0, 1);
        }
    }

    public void Merge(StepConversions other) => _counts.Merge(other._counts);

    public WeeklyShares ToShares()
    {
        var keys = new Dictionary<int, string[]>();
        foreach (var plan in terms.Plans)
        {
            for (var step = 0; step < plan.Path.Steps.Count; step++) keys[plan.FirstPlace + step] = [plan.Path.Steps[step].Key];
        }

        return _counts.ToShares(place => keys[place], terms, weeks);
    }

    private static bool ConvertsAt(ReadOnlySpan<PathEvent> events, int attempt, int step)
    {
        for (var i = attempt + 1; i < events.Length && events[i].At == events[attempt].At; i++)
        {
            if (events[i].Step == step) return true;
        }

        return false;
    }
}
