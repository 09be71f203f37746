using NodaTime;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>What is estimated of one group's incidence of first value, in ticks of whole microseconds.</summary>
/// <param name="Quantiles">The quantiles of <see cref="Shares"/>.</param>
/// <param name="Week">The rate by 7 days.</param>
/// <param name="Horizons">The rates by the policy's horizons.</param>
/// <param name="MedianOfAchieved">The median of those who got there alone, or null without any.</param>
/// <param name="Curve">The thinned curve, or none.</param>
internal sealed record CohortEstimates(
    QuantileEstimate[] Quantiles,
    RateEstimate Week,
    RateEstimate[] Horizons,
    double? MedianOfAchieved,
    ValueList<IncidencePoint> Curve)
{
    public static readonly double[] Shares = [0.10, 0.25, 0.50, 0.75, 0.90];
    public static readonly long OneWeek = Ticks(Duration.FromDays(7));
    public static readonly long TwoWeeks = Ticks(Duration.FromDays(14));
    private const int MedianIndex = 2;
    private const int CurvePoints = 400;

    public QuantileEstimate Median => Quantiles[MedianIndex];

    public static CohortEstimates Of(CumulativeIncidence incidence, ReviewPolicy policy, List<long> achieved, bool withCurve) => new(
        [.. Shares.Select(incidence.Quantile)],
        incidence.RateBy(OneWeek),
        [.. policy.Horizons.Select(h => incidence.RateBy(Ticks(h)))],
        MedianOf(achieved),
        withCurve ? Thin(incidence) : []);

    /// <summary>Ticks of the review's curves: whole microseconds.</summary>
    public static long Ticks(Duration time) => time.BclCompatibleTicks / 10;

    public static Duration FromTicks(double ticks) => Duration.FromTicks(ticks * 10);

    /// <summary>Which of the evenly spaced times a point lies at or after; of a slot's points the last one is kept.</summary>
    public static long SlotOf(long time, long longest) => longest == 0 ? 0 : (long)(time / (double)longest * (CurvePoints - 1));

    public static IncidencePoint ToPoint(long time, double reached, double? lower, double? upper, double atRisk) =>
        new(FromTicks(time), reached, lower, upper, (long)Math.Round(atRisk));

    /// <summary>The middle of the two middle times, which are one where there is an odd number.</summary>
    public static double MiddleOf(long low, long high) => (low + high) / 2.0;

    private static double? MedianOf(List<long> achieved)
    {
        if (achieved.Count == 0) return null;
        achieved.Sort();
        return MiddleOf(achieved[(achieved.Count - 1) / 2], achieved[achieved.Count / 2]);
    }

    /// <summary>The last point at or before each of evenly spaced times: a plot shows no more.</summary>
    private static ValueList<IncidencePoint> Thin(CumulativeIncidence incidence)
    {
        var points = incidence.Points;
        var kept = new List<IncidencePoint>();
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (i + 1 < points.Count && SlotOf(points[i + 1].Time, points[^1].Time) == SlotOf(point.Time, points[^1].Time)) continue;
            kept.Add(ToPoint(point.Time, point.Probability, point.Lower, point.Upper, point.AtRisk));
        }

        return [.. kept];
    }
}
