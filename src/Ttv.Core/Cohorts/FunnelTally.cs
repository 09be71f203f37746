using NodaTime;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Statistics.Proportions;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>Counts how accounts take the steps of their paths, and how long they wait at each.</summary>
internal sealed class FunnelTally
{
    private readonly Dictionary<(SegmentKey Segment, MilestonePath Path), StepTally[]> _paths = [];

    public void Add(Journey journey)
    {
        if (!journey.IsTimed) return;
        var key = (journey.Segment!.Key, journey.Path!);
        if (!_paths.TryGetValue(key, out var tallies))
        {
            tallies = new StepTally[journey.Steps.Count];
            for (var i = 0; i < tallies.Length; i++) tallies[i] = new StepTally();
            _paths.Add(key, tallies);
        }

        for (var i = 0; i < tallies.Length; i++) tallies[i].Add(journey, i);
    }

    public ValueList<FunnelStep> ToSteps()
    {
        var steps = new List<FunnelStep>();
        foreach (var ((segment, path), tallies) in _paths.OrderBy(p => p.Key.Segment).ThenBy(p => p.Key.Path.Variant).ThenBy(p => p.Key.Path.Key, StringComparer.Ordinal))
        {
            for (var i = 0; i < tallies.Length; i++)
            {
                var tally = tallies[i];
                var reached = Wilson.Interval(tally.Reached, tally.Accounts);
                steps.Add(new FunnelStep
                {
                    Segment = segment,
                    Path = path.Key,
                    Step = path.Steps[i].Key,
                    Title = path.Steps[i].Title,
                    Position = i + 1,
                    Reached = reached,
                    FromPrevious = i == 0 ? reached : tally.HadPrevious == 0 ? null : Wilson.Interval(tally.ReachedAfterPrevious, tally.HadPrevious),
                    MedianWait = tally.MedianWait(),
                    Waiting = tally.Waiting,
                    Skipped = tally.Skipped,
                    Reordered = tally.Reordered,
                });
            }
        }

        return [.. steps];
    }

    private sealed class StepTally
    {
        private readonly List<long> _waits = [];
        private readonly List<int> _statuses = [];

        public long Accounts { get; private set; }

        public long Reached { get; private set; }

        public long HadPrevious { get; private set; }

        public long ReachedAfterPrevious { get; private set; }

        public long Waiting { get; private set; }

        public long Skipped { get; private set; }

        public long Reordered { get; private set; }

        public void Add(Journey journey, int step)
        {
            Accounts++;
            var completed = journey.Steps[step].CompletedAt;
            var from = journey.SignedUpAt!.Value;
            var isReordered = false;
            for (var i = 0; i < step; i++)
            {
                if (journey.Steps[i].CompletedAt is not { } earlier) continue;
                if (earlier > completed) isReordered = true;
                else from = Instants.Max(from, earlier);
            }

            var hadPrevious = step == 0 || journey.Steps[step - 1].IsComplete;
            if (hadPrevious) HadPrevious++;
            if (completed is { } at)
            {
                Reached++;
                if (hadPrevious) ReachedAfterPrevious++;
                if (isReordered) Reordered++;
                Observe(at - from, 1);
            }
            else if (IsPassed(journey, step))
            {
                Skipped++;
            }
            else if (hadPrevious)
            {
                var end = journey.ChurnedAt is { } churned ? Instants.Min(churned, journey.ObservedUntil) : journey.ObservedUntil;
                if (!journey.IsChurned) Waiting++;
                if (end >= from) Observe(end - from, 0);
            }
        }

        public Duration? MedianWait() =>
            KaplanMeier.Estimate(SurvivalData.Create(_waits.ToArray(), _statuses.ToArray())).Median.Value is { } ticks ? CohortEstimates.FromTicks(ticks) : null;

        private void Observe(Duration wait, int status)
        {
            _waits.Add(CohortEstimates.Ticks(wait));
            _statuses.Add(status);
        }

        private static bool IsPassed(Journey journey, int step)
        {
            for (var i = step + 1; i < journey.Steps.Count; i++)
            {
                if (journey.Steps[i].IsComplete) return true;
            }

            return false;
        }
    }
}
