using NodaTime;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Cohorts;

/// <summary>A path of a segment's definition as a review counts it. Immutable.</summary>
internal sealed class PathPlan
{
    private readonly (long Floor, long Ceiling)[] _allowances;

    /// <param name="segment">The definition.</param>
    /// <param name="path">One of its paths.</param>
    /// <param name="number">A number among the plans, from 0.</param>
    /// <param name="group">Shared with the plans of an equal path of the same segment: versions that did not change it.</param>
    /// <param name="firstPlace">The group's first step among all groups' steps.</param>
    public PathPlan(SegmentDefinition segment, MilestonePath path, int number, int group, int firstPlace)
    {
        (Segment, Path, Number, Group, FirstPlace) = (segment, path, number, group, firstPlace);
        _allowances = [.. Enumerable.Range(0, path.SupportCount).Select(step => AllowanceAfter(path, step))];
        IsRequired = [.. path.Steps.Select(s => !s.IsOptional)];
    }

    public SegmentDefinition Segment { get; }

    public MilestonePath Path { get; }

    public int Number { get; }

    public int Group { get; }

    public int FirstPlace { get; }

    /// <summary>Whether each step has to be taken.</summary>
    public bool[] IsRequired { get; }

    /// <summary>Until when, in microseconds, the next step's event converts an attempt at a step: the last whole one, and the first at which the time is up.</summary>
    public (long Last, long Over) UntilAfter(int step, long attempt) => (attempt + _allowances[step].Floor, attempt + _allowances[step].Ceiling);

    private static (long Floor, long Ceiling) AllowanceAfter(MilestonePath path, int step)
    {
        var allowance = path.DueOffsets[step + 1] - path.DueOffsets[step];
        if (allowance <= Duration.Zero) allowance = path.Deadline;
        var floor = CohortEstimates.Ticks(allowance);
        return (floor, Duration.FromTicks(floor * 10) < allowance ? floor + 1 : floor);
    }
}
