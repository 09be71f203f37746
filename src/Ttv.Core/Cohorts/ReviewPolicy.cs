using NodaTime;

namespace Ttv.Cohorts;

/// <summary>How a review forms cohorts and judges them.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record ReviewPolicy
{
    /// <summary>What <see cref="By"/> calls the segment: <c>segment</c>.</summary>
    public const string BySegment = "segment";

    /// <summary>What <see cref="By"/> calls the band expected at sign-up: <c>band</c>.</summary>
    public const string ByBand = "band";

    /// <summary>The defaults.</summary>
    public static ReviewPolicy Default { get; } = new();

    /// <summary>The zone whose local dates make weeks; null (default) takes the definitions' zone, and UTC for plain rows.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>The first day of a week from which weeks are counted; null (default): ISO weeks, from Monday.</summary>
    public LocalDate? WeekOrigin { get; init; }

    /// <summary>What splits the weekly cohorts further: <c>segment</c>, <c>band</c> or a profile key; null (default): nothing.</summary>
    public string? By { get; init; }

    /// <summary>The mature accounts that a cell needs to be judged; 20 by default, 1 or more.</summary>
    public int MinimumMature { get; init; } = 20;

    /// <summary>The horizons of the value rates reported beside the one at 7 days; 7, 14, 30, 90, 180 and 365 days by default.</summary>
    public ValueList<Duration> Horizons { get; init; } =
        [Duration.FromDays(7), Duration.FromDays(14), Duration.FromDays(30), Duration.FromDays(90), Duration.FromDays(180), Duration.FromDays(365)];

    /// <summary>The median time to value: below 5 days wanted, above 8 days a warning.</summary>
    public MetricGoal MedianTtv { get; init; } = new(5 * 86_400, 8 * 86_400, HigherIsBetter: false);

    /// <summary>The 7-day value rate: above 70 % wanted, below 55 % a warning.</summary>
    public MetricGoal ValueRate7d { get; init; } = new(0.70, 0.55, HigherIsBetter: true);

    /// <summary>Week-2 retention: above 85 % wanted, below 75 % a warning.</summary>
    public MetricGoal Week2Retention { get; init; } = new(0.85, 0.75, HigherIsBetter: true);

    /// <summary>Manual assist dependency: below 25 % wanted, above 40 % a warning.</summary>
    public MetricGoal AssistDependency { get; init; } = new(0.25, 0.40, HigherIsBetter: false);

    /// <summary>Accountable records: 100 % wanted, below 95 % a warning.</summary>
    public MetricGoal Accountability { get; init; } = new(1, 0.95, HigherIsBetter: true, IncludesTarget: true);

    /// <summary>The age from which an account tells of the median, in whole microseconds.</summary>
    internal long WarningAge => (long)(MedianTtv.Warning * 1e6);

    /// <summary>The goal of a metric.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The metric is not a declared one.</exception>
    public MetricGoal GoalOf(MetricKind kind) => kind switch
    {
        MetricKind.MedianTtv => MedianTtv,
        MetricKind.ValueRate7d => ValueRate7d,
        MetricKind.Week2Retention => Week2Retention,
        MetricKind.AssistDependency => AssistDependency,
        MetricKind.Accountability => Accountability,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"{WireName.Allowed<MetricKind>()} are allowed."),
    };

    /// <summary>Checks every value.</summary>
    /// <exception cref="TtvValidationException">A value is out of its range; every fault is listed.</exception>
    internal void Validate()
    {
        var faults = new List<string>();
        if (MinimumMature < 1) faults.Add($"MinimumMature is {MinimumMature}: 1 or more is allowed.");
        if (By is { } by && Text.Names.FaultOf("By", by, 200) is { } fault) faults.Add(fault);
        foreach (var horizon in Horizons)
        {
            if (horizon <= Duration.Zero) faults.Add($"Horizons holds {horizon}: a duration above zero is needed.");
        }

        foreach (var kind in Enum.GetValues<MetricKind>())
        {
            var goal = GoalOf(kind);
            if (!double.IsFinite(goal.Target) || !double.IsFinite(goal.Warning) || (goal.HigherIsBetter ? goal.Warning > goal.Target : goal.Warning < goal.Target))
                faults.Add(FormattableString.Invariant($"{kind} has target {goal.Target} and warning {goal.Warning}: finite numbers are needed, the warning on the bad side of the target."));
        }

        TtvValidationException.ThrowIfAny(nameof(ReviewPolicy), faults);
    }
}
