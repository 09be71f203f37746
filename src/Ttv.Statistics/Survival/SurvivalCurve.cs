using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Survival;

/// <summary>An estimated survival curve: the probability of still waiting after each tick. Made by <see cref="KaplanMeier"/>.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class SurvivalCurve
{
    private readonly StepCurve _curve;
    private readonly CurvePoint[] _points;

    internal SurvivalCurve(StepCurve curve, double rowWeight, double events)
    {
        _curve = curve;
        _points = curve.Points.ToArray();
        RowWeight = rowWeight;
        EventWeight = events;
        LeastAtRisk = _points.Where(p => p.Events > 0).Select(p => (double?)p.AtRisk).Min();
    }

    /// <summary>The sum of the rows' weights: their number where none was given.</summary>
    public double RowWeight { get; }

    /// <summary>The weight of the events.</summary>
    public double EventWeight { get; }

    /// <summary>The least weight at risk at any event, or null without an event. Under delayed entry a curve can fall to 0 on very few.</summary>
    public double? LeastAtRisk { get; }

    /// <summary>The confidence level of the limits, between 0 and 1.</summary>
    public double Confidence => _curve.Confidence;

    /// <summary>One point for every tick at which an event or a censoring occurred, in order of time; the curve is 1 before the first.</summary>
    public IReadOnlyList<CurvePoint> Points => _points;

    /// <summary>The probability of still waiting after a tick.</summary>
    /// <param name="tick">The tick, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tick is negative.</exception>
    public double SurvivalAt(long tick) => tick >= 0 ? _curve.At(tick).Probability : throw new ArgumentOutOfRangeException(nameof(tick), tick, "A tick of 0 or more is needed.");

    /// <summary>The share that had the event by a horizon, 1 - S(h), with its interval.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative.</exception>
    public RateEstimate RateBy(long horizon) => _curve.RateBy(horizon);

    /// <summary>The time by which a share had the event: the curve and its limits inverted.</summary>
    /// <param name="probability">The share, above 0 and at most 1.</param>
    /// <remarks>The smallest t with 1 - S(t) &gt;= p within 1.49e-8; on equality the middle between t and the next drop, or the longest time.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public QuantileEstimate Quantile(double probability) => _curve.Quantile(probability);

    /// <summary>The time by which half had the event.</summary>
    public QuantileEstimate Median => Quantile(0.5);

    /// <summary>
    /// The mean time to the event, restricted to a horizon: the area under the curve. Its variance is the sum over events of
    /// A² d / (n (n - d)), with A the area from the event to the horizon; a term is 0 where d = n.
    /// </summary>
    /// <param name="horizon">The horizon in ticks, 0 or more; beyond the longest time the curve is held flat, and the answer says so.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is not a finite number of 0 or more.</exception>
    public MeanEstimate RestrictedMean(double horizon) =>
        _curve.RestrictedMean(horizon, p => p.AtRisk > p.Events ? p.Events / (p.AtRisk * (p.AtRisk - p.Events)) : 0);

    /// <summary>What is to be expected of a row that has waited for a time without the event.</summary>
    /// <param name="elapsed">The time waited in ticks, 0 or more.</param>
    /// <param name="horizon">The horizon in ticks from the start, at least <paramref name="elapsed"/>.</param>
    /// <returns>The answer, or null where nobody waits that long: S(elapsed) is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of its range.</exception>
    public ConditionalEstimate? Conditional(long elapsed, long horizon)
    {
        if (horizon < elapsed) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"A horizon of at least the time waited, {elapsed}, is needed.");
        var waited = SurvivalAt(elapsed);
        if (waited <= 0) return null;
        var ratio = SurvivalAt(horizon) / waited;
        var (variance, area, from, level) = (0.0, 0.0, elapsed, waited);
        foreach (var point in _points)
        {
            if (point.Time <= elapsed) continue;
            if (point.Time > horizon) break;
            area += level * (point.Time - from);
            (from, level) = (point.Time, point.Probability);
            if (point.Events > 0 && point.AtRisk > point.Events) variance += point.Events / (point.AtRisk * (point.AtRisk - point.Events));
        }

        area += level * (horizon - from);
        var error = Math.Sqrt(variance);
        var width = NormalDistribution.CriticalValue(Confidence) * error;
        return new ConditionalEstimate(
            elapsed, horizon, waited, 1 - ratio,
            ratio > 0 ? error : null,
            ratio > 0 ? 1 - Math.Min(1, ratio * Math.Exp(width)) : null,
            ratio > 0 ? 1 - (ratio * Math.Exp(-width)) : null,
            area / waited,
            horizon > _curve.LongestFollowUp);
    }

    /// <summary>The time still to wait until a share of those who waited for a time has had the event.</summary>
    /// <param name="elapsed">The time waited in ticks, 0 or more.</param>
    /// <param name="probability">The share of those still waiting then, above 0 and at most 1.</param>
    /// <returns>The remaining ticks, or null: not reached, or nobody waits that long.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public double? RemainingQuantile(long elapsed, double probability)
    {
        if (!(probability is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A share above 0 and at most 1 is needed.");
        var waited = SurvivalAt(elapsed);
        if (waited <= 0) return null;
        return _curve.Quantile(1 - (waited * (1 - probability))).Value - elapsed;
    }

    internal double ErrorAt(long tick) => _curve.At(tick).StandardError ?? 0;
}
