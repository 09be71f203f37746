using System.Globalization;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Statistics.Proportions;

namespace Ttv.Reporting;

/// <summary>Figures as people read them: invariant culture, unit beside the number.</summary>
internal static class Figures
{
    public const string Nothing = "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %") : Nothing;

    public static string Points(double? change) => change is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:+0.0;-0.0;0.0} pts") : Nothing;

    /// <summary>A time in the unit that shows it best: seconds, minutes, hours or days.</summary>
    public static string Time(double? seconds) => seconds is not { } s ? Nothing : Math.Abs(s) switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{s:0.#} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{s / 60:0.0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{s / 3_600:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{s / 86_400:0.0} d"),
    };

    public static string Time(Duration? time) => Time(time?.TotalSeconds);

    public static string Hours(Duration time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");

    public static string Number(double? value, string format = "0.##") => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : Nothing;

    public static string Share(Proportion? share) => share is { } s
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * s.Value:0.0} % ({100 * s.Lower:0.0}–{100 * s.Upper:0.0})")
        : Nothing;

    public static string Value(CohortMetric metric) => metric switch
    {
        { Status: MetricStatus.NotInstrumented } => "not instrumented",
        { Kind: MetricKind.MedianTtv, Value: null } => "not reached",
        { Kind: MetricKind.MedianTtv } => Time(metric.Value),
        _ => Percent(metric.Value),
    };

    public static string Interval(CohortMetric metric)
    {
        if (metric.Lower is null && metric.Upper is null) return Nothing;
        return metric.Kind == MetricKind.MedianTtv
            ? $"{Time(metric.Lower)} to {(metric.Upper is null ? "not reached" : Time(metric.Upper))}"
            : $"{Percent(metric.Lower)} to {Percent(metric.Upper)}";
    }

    public static string Change(CohortMetric metric) =>
        metric.Kind != MetricKind.MedianTtv ? Points(metric.Change)
        : metric.Change is { } change ? (change > 0 ? "+" : "") + Time(change)
        : Nothing;

    public static string Goal(MetricGoal goal, MetricKind kind) =>
        (goal.IncludesTarget ? "" : goal.HigherIsBetter ? "> " : "< ")
        + (kind == MetricKind.MedianTtv ? Time(goal.Target) : string.Create(CultureInfo.InvariantCulture, $"{100 * goal.Target:0.#} %"));

    public static string Name(MetricKind kind) => kind switch
    {
        MetricKind.MedianTtv => "Median time to value",
        MetricKind.ValueRate7d => "First value within 7 days",
        MetricKind.Week2Retention => "Week-2 retention",
        MetricKind.AssistDependency => "Manual assist dependency",
        _ => "Accountable records",
    };

    public static string Name(MetricStatus status) => WireName.Of(status).Replace('_', ' ');
}
