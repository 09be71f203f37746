using System.Runtime.CompilerServices;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Cohorts;

/// <summary>
/// What a review counts by, in numbers: paths, obstacles and the property values of events. The definitions' own paths come
/// first, in their order, so that no number depends on which account is read first.
/// </summary>
/// <remarks>Thread-safe: several tallies may share one.</remarks>
internal sealed class ReviewTerms
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(SegmentDefinition Segment, MilestonePath Path), PathPlan> _plans = new(ByReference.Instance);
    private readonly Dictionary<(SegmentKey Segment, MilestonePath Path), PathPlan> _groups = [];
    private readonly Dictionary<Obstacle, int> _obstacleNumbers = [];
    private readonly Dictionary<EventProperties, int> _valueNumbers = [];
    private readonly List<PathPlan> _planList = [];
    private readonly List<Obstacle> _obstacles = [];
    private readonly List<string[]> _values = [];
    private int _places;

    public ReviewTerms(SegmentCatalog catalog)
    {
        // Events without dimensions have number 0.
        ValuesOf(EventProperties.Empty);
        foreach (var definition in catalog.Definitions)
        {
            foreach (var path in definition.Paths) PlanOf(definition, path);
        }
    }

    /// <summary>The plans by their numbers.</summary>
    public IReadOnlyList<PathPlan> Plans => _planList;

    /// <summary>The obstacles by their numbers.</summary>
    public IReadOnlyList<Obstacle> Obstacles => _obstacles;

    /// <summary>The slices that events of a number of values belong to, such as <c>plan=pro</c>; <c>all</c> is not among them.</summary>
    public ReadOnlySpan<string> SlicesOf(int values) => _values[values];

    public PathPlan PlanOf(SegmentDefinition segment, MilestonePath path)
    {
        lock (_lock)
        {
            if (_plans.TryGetValue((segment, path), out var plan)) return plan;
            var isKnown = _groups.TryGetValue((segment.Key, path), out var equal);
            plan = isKnown
                ? new PathPlan(segment, path, _planList.Count, equal!.Group, equal.FirstPlace)
                : new PathPlan(segment, path, _planList.Count, _groups.Count, _places);
            if (!isKnown)
            {
                _groups.Add((segment.Key, path), plan);
                _places += path.Steps.Count;
            }

            _planList.Add(plan);
            _plans.Add((segment, path), plan);
            return plan;
        }
    }

    public int NumberOf(Obstacle obstacle)
    {
        lock (_lock)
        {
            if (_obstacleNumbers.TryGetValue(obstacle, out var number)) return number;
            _obstacleNumbers.Add(obstacle, number = _obstacles.Count);
            _obstacles.Add(obstacle);
            return number;
        }
    }

    /// <summary>The number of an event's dimensions.</summary>
    public int ValuesOf(EventProperties dimensions)
    {
        lock (_lock)
        {
            if (_valueNumbers.TryGetValue(dimensions, out var number)) return number;
            _valueNumbers.Add(dimensions, number = _values.Count);
            _values.Add([.. dimensions.Select(d => $"{d.Key}={d.Value}")]);
            return number;
        }
    }

    private sealed class ByReference : IEqualityComparer<(SegmentDefinition Segment, MilestonePath Path)>
    {
        public static readonly ByReference Instance = new();

        public bool Equals((SegmentDefinition Segment, MilestonePath Path) x, (SegmentDefinition Segment, MilestonePath Path) y) =>
            ReferenceEquals(x.Segment, y.Segment) && ReferenceEquals(x.Path, y.Path);

        public int GetHashCode((SegmentDefinition Segment, MilestonePath Path) plan) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(plan.Segment), RuntimeHelpers.GetHashCode(plan.Path));
    }
}
