using System.Runtime.InteropServices;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Counts how accounts take the steps of their paths, and how long they wait at each.</summary>
internal sealed class FunnelTally(ReviewTerms terms)
{
    /// <summary>The steps of each group of equal paths by its number; null where no account was counted.</summary>
    private readonly List<StepTally[]?> _groups = [];

    public void Add(in AccountWay way)
    {
        if (!way.IsTimed) return;
        var steps = StepsOf(way.Plan!);
        for (var step = 0; step < steps.Length; step++) steps[step].Add(way, step);
    }

    public void Merge(FunnelTally other)
    {
        for (var group = 0; group < other._groups.Count; group++)
        {
            if (other._groups[group] is not { } theirs) continue;
            ref var own = ref Group(group);
            if (own is null)
            {
                own = theirs;
                continue;
            }

            for (var step = 0; step < theirs.Length; step++) own[step].Merge(theirs[step]);
        }
    }

    /// <summary>The steps counted so far.</summary>
    public IEnumerable<StepTally> Steps => _groups.SelectMany(g => g ?? []);

    public ValueList<FunnelStep> ToSteps() => terms.Plans.DistinctBy(p => p.Group)
        .Where(p => Group(p.Group) is not null)
        .OrderBy(p => p.Segment.Key).ThenBy(p => p.Path.Variant).ThenBy(p => p.Path.Key, StringComparer.Ordinal)
        .SelectMany(p => Group(p.Group)!.Select((tally, step) => Describe(p, step, tally))).ToValueList();

    private StepTally[] StepsOf(PathPlan plan) => Group(plan.Group) ??= [.. plan.Path.Steps.Select(_ => new StepTally())];

    private ref StepTally[]? Group(int group)
    {
        while (group >= _groups.Count) _groups.Add(null);
        return ref CollectionsMarshal.AsSpan(_groups)[group];
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
