using NodaTime;
using Ttv.Journeys;

namespace Ttv.Cohorts;

/// <summary>
/// Counts attempts at each step by calendar week and event property. An attempt is an occurrence of a step's event; it
/// converts when the next step's event follows before the next attempt and within the next step's allowance. An attempt
/// whose time is not up at the end of observation and that has not converted is left out.
/// </summary>
internal sealed class StepConversions(CohortCalendar calendar, WeeklyShares shares)
{
    public void Add(Journey journey)
    {
        if (journey.Path is not { } path || journey.StepEvents.Count == 0) return;
        var events = journey.StepEvents.AsSpan();
        for (var i = 0; i < events.Length; i++)
        {
            var step = events[i].Step;
            if (step == path.SupportCount) continue;
            var allowance = path.DueOffsets[step + 1] - path.DueOffsets[step];
            var until = events[i].At + (allowance > Duration.Zero ? allowance : path.Deadline);
            var converted = false;
            var isOver = until <= journey.ObservedUntil;
            for (var next = i + 1; next < events.Length && events[next].At <= until; next++)
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

            if (!converted && !isOver) continue;
            var week = calendar.WeekOf(events[i].At);
            shares.Count(path.Steps[step].Key, WeeklyShares.All, week, converted);
            foreach (var (name, value) in events[i].Dimensions) shares.Count(path.Steps[step].Key, $"{name}={value}", week, converted);
        }
    }

    private static bool ConvertsAt(ReadOnlySpan<StepEvent> events, int attempt, int step)
    {
        for (var i = attempt + 1; i < events.Length && events[i].At == events[attempt].At; i++)
        {
            if (events[i].Step == step) return true;
        }

        return false;
    }
}
