namespace Ttv.Cohorts;

/// <summary>One figure of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">The figure's stable name, with its unit in docs/review-schema.md: <c>definition_quality</c> (0 to 100), <c>median_ttv</c>
/// (seconds), <c>path_coverage</c>, <c>milestones_completed</c>, <c>milestones_in_time</c>, <c>recovery_rate</c> (fractions), <c>ttv_trend_slope</c> (hours a week).</param>
/// <param name="Value">The value, or null: nothing to take it of, or not reached.</param>
/// <param name="Lower">The lower 95 % limit, or null.</param>
/// <param name="Upper">The upper 95 % limit, or null.</param>
/// <param name="Of">What it rests on: accounts, milestones or weeks, 0 or more.</param>
public sealed record LayerKpi(ReviewLayer Layer, string Name, double? Value, double? Lower, double? Upper, long Of);
