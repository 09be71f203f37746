using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Survival;

/// <summary>
/// A probability that falls in steps from 1, with limits: the survival curve, or one minus an incidence. Inverting it
/// gives quantiles, reading it gives rates.
/// </summary>
internal sealed class StepCurve
{
    /// <summary>Within this, a curve's value equals the share asked about: the square root of the double's precision, as in R.</summary>
    public const double Tolerance = 1.490116119384766e-8;

    private readonly CurvePoint[] _points;
    private readonly long _longest;

    public StepCurve(CurvePoint[] points, long longest, double confidence)
    {
        _points = points;
        _longest = longest;
        Confidence = confidence;
    }

    public ReadOnlySpan<CurvePoint> Points => _points;

    public double Confidence { get; }

    public long LongestFollowUp => _longest;

    /// <summary>The limits of a value S in (0, 1) by the standard error of log S; the value itself where the error is 0, null where S is 0.</summary>
    public static (double? Lower, double? Upper) Limits(double s, double errorOfLog, double z, IntervalType type)
    {
        if (s <= 0) return (null, null);
        if (errorOfLog == 0 || s >= 1) return (s, s);
        var log = Math.Log(s);
        switch (type)
        {
            case IntervalType.LogLog:
                var centre = Math.Log(-log);
                var width = z * errorOfLog / log;
                return (Math.Exp(-Math.Exp(centre - width)), Math.Exp(-Math.Exp(centre + width)));
            case IntervalType.Log:
                return (Math.Exp(log - (z * errorOfLog)), Math.Min(1, Math.Exp(log + (z * errorOfLog))));
            default:
                return (Math.Max(0, s - (z * errorOfLog * s)), Math.Min(1, s + (z * errorOfLog * s)));
        }
    }

    /// <summary>The value after a tick, with its limits; 1 before the first point.</summary>
    public CurvePoint At(long tick)
    {
        var (low, high) = (0, _points.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_points[middle].Time <= tick) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? new CurvePoint(tick, 1, 0, 1, 1, 0, 0, 0) : _points[low - 1];
    }

    public RateEstimate RateBy(long horizon)
    {
        if (horizon < 0) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "A horizon of 0 or more ticks is needed.");
        var at = At(horizon);
        return new RateEstimate(1 - at.Probability, 1 - at.Upper, 1 - at.Lower, horizon > _longest);
    }

    public QuantileEstimate Quantile(double probability)
    {
        if (!(probability is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A share above 0 and at most 1 is needed.");
        return new QuantileEstimate(
            probability,
            Invert(probability, p => p.Probability),
            Invert(probability, p => p.Lower),
            Invert(probability, p => p.Upper),
            _points.Length == 0 ? 0 : 1 - _points[^1].Probability,
            _longest);
    }

    public MeanEstimate RestrictedMean(double horizon, Func<CurvePoint, double> varianceTerm)
    {
        if (!(horizon >= 0) || double.IsInfinity(horizon)) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "A finite horizon of 0 or more is needed.");
        var last = Array.FindLastIndex(_points, p => p.Time <= horizon);
        var to = horizon;
        var area = 0.0;
        var variance = 0.0;
        for (var i = last; i >= 0; i--)
        {
            area += _points[i].Probability * (to - _points[i].Time);
            variance += area * area * varianceTerm(_points[i]);
            to = _points[i].Time;
        }

        area += to;
        var error = Math.Sqrt(variance);
        var z = NormalDistribution.CriticalValue(Confidence);
        return new MeanEstimate(horizon, area, error, area - (z * error), area + (z * error), horizon > _longest);
    }

    /// <summary>
    /// Where one minus the curve first reaches the share; where it equals the share, the middle between that tick and the
    /// next higher step, or the longest time observed; null where it never gets there. Limits under delayed entry may turn
    /// back; as in R, the lowest step that reaches the share is then the one taken, not the earliest.
    /// </summary>
    private double? Invert(double share, Func<CurvePoint, double?> curve)
    {
        if (LowestReaching(share - Tolerance, curve) is not { } first) return null;
        return Middle(first, LowestReaching(share + Tolerance, curve), _longest);
    }

    /// <summary>The middle between the tick that reaches a share and the one that exceeds it, or the longest time observed: the tick itself where it does both.</summary>
    public static double Middle(long first, long? next, long longest) => (first + (double)(next ?? longest)) / 2;

    private long? LowestReaching(double share, Func<CurvePoint, double?> curve)
    {
        long? time = null;
        var lowest = double.PositiveInfinity;
        foreach (var point in _points)
        {
            if (1 - curve(point) is not { } reached || reached < share || reached >= lowest) continue;
            (time, lowest) = (point.Time, reached);
        }

        return time;
    }
}
