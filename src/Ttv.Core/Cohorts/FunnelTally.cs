using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Counts how accounts take the steps of their paths, and how long they wait at each.</summary>
internal sealed class FunnelTally(ReviewTerms terms)
{
    /// <summary>The steps of each group of equal paths, by its number.</summary>
    private readonly Dictionary<int, StepTally[]> _groups = [];

    public void Add(in AccountWay way)
    {
        if (!way.IsTimed) return;
        var steps = StepsOf(way.Plan!);
        for (var step = 0; step < steps.Length; step++) steps[step].Add(way, step);
    }

    public void Merge(FunnelTally other)
    {
        foreach (var (group, theirs) in other._groups)
        {
            if (_groups.TryAdd(group, theirs)) continue;
            for (var step = 0; step < theirs.Length; step++) _groups[group][step].Merge(theirs[step]);
        }
    }

    /// <summary>The steps counted so far.</summary>
    public IEnumerable<StepTally> Steps => _groups.Values.SelectMany(g => g);

    public ValueList<FunnelStep> ToSteps() => terms.Plans.DistinctBy(p => p.Group)
        .Where(p => _groups.ContainsKey(p.Group))
        .OrderBy(p => p.Segment.Key).ThenBy(p => p.Path.Variant).ThenBy(p => p.Path.Key, StringComparer.Ordinal)
        .SelectMany(p => _groups[p.Group].Select((tally, step) => Describe(p, step, tally))).ToValueList();

    private StepTally[] StepsOf(PathPlan plan)
    {
        if (_groups.TryGetValue(plan.Group, out var steps)) return steps;
        steps = [.. plan.Path.Steps.Select(_ => new StepTally())];
        _groups.Add(plan.Group, steps);
        return steps;
    }

    private static FunnelStep Describe(PathPlan plan, int step, StepTally tally)
    {
        var reached = Wilson.Interval(tally.Reached, tally.Accounts);
        return new FunnelStep
        {
            Segment = plan.Segment.Key,
            Path = plan.Path.Key,
            Step = plan.Path.Steps[step].Key,
            Title = plan.Path.Steps[step].Title,
            Position = step + 1,
            Reached = reached,
            FromPrevious = step == 0 ? reached : tally.HadPrevious == 0 ? null : Wilson.Interval(tally.ReachedAfterPrevious, tally.HadPrevious),
            MedianWait = tally.MedianWait(),
            Waiting = tally.Waiting,
            Skipped = tally.Skipped,
            Reordered = tally.Reordered,
        };
    }
}
