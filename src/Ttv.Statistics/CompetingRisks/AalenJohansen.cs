using Ttv.Statistics.Numerics;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.CompetingRisks;

/// <summary>
/// The cumulative incidence of one cause among competing ones: F(t) = sum over event ticks up to t of S(t-) d/n, with S
/// the probability that nothing has happened yet. Where nothing competes it is 1 - S of <see cref="KaplanMeier"/>.
/// </summary>
/// <remarks>
/// Aalen and Johansen, An empirical transition matrix, Scandinavian Journal of Statistics 5 (1978). The variance is the
/// delta method's (Marubini and Valsecchi 1995): with D events of any cause and d of this one among n at risk,
/// sum (F(t) - F)² D/(n(n-D)) + sum S(t-)² d(n-d)/n³ - 2 sum (F(t) - F) S(t-) d/n². Thread-safe.
/// </remarks>
public static class AalenJohansen
{
    /// <summary>Estimates the incidence of a cause.</summary>
    /// <param name="data">The rows; none gives an incidence of 0 throughout.</param>
    /// <param name="cause">The cause's status, 1 (default) or more; one that never occurs has an incidence of 0.</param>
    /// <param name="confidence">The level of the limits, strictly between 0 and 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cause or the confidence level is out of its range.</exception>
    public static CumulativeIncidence Estimate(SurvivalData data, int cause = 1, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (cause < 1) throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause of 1 or more is needed: 0 means censored.");
        var z = NormalDistribution.CriticalValue(confidence);
        var points = new List<CurvePoint>(data.Ticks.Length);
        var atRisk = data.Unentered;
        var free = 1.0;
        var incidence = 0.0;
        var waiting = 1.0;
        var variance = new IncidenceVariance();
        var events = 0.0;
        foreach (var tick in data.Ticks)
        {
            var any = tick.AllEvents;
            var own = cause <= tick.Events.Length ? tick.Events[cause - 1] : 0;
            if (any > 0)
            {
                var step = free * (own / atRisk);
                // With one cause 1 - F is carried as a product, so that it equals the Kaplan-Meier curve to the bit.
                waiting = data.CauseCount == 1 ? waiting * (1 - (own / atRisk)) : waiting - step;
                incidence = data.CauseCount == 1 ? 1 - waiting : incidence + step;
                variance.Add(step, free, own, any, atRisk);
                free *= 1 - (any / atRisk);
            }

            if (tick.Left > 0)
            {
                var left = Math.Clamp(waiting, 0, 1);
                var error = Math.Sqrt(variance.Value);
                var (lower, upper) = StepCurve.Limits(left, left > 0 ? error / left : 0, z, IntervalType.LogLog);
                points.Add(new CurvePoint(tick.Time, left, left > 0 ? error : null, lower, upper, atRisk, own, tick.Left - own));
            }

            events += own;
            atRisk = Math.Max(0, atRisk - tick.Left + tick.Entered);
        }

        return new CumulativeIncidence(cause, new StepCurve([.. points], data.LongestTime ?? 0, confidence), data.RowWeight, events);
    }

    /// <summary>Carries the three sums of the variance forward: (F(t) - F)² expands in the step of F, and nothing cancels.</summary>
    private struct IncidenceVariance
    {
        private double _a;
        private double _aDistance;
        private double _aDistanceSquared;
        private double _b;
        private double _bDistance;
        private double _own;

        public readonly double Value => Math.Max(0, _aDistanceSquared + _own - (2 * _bDistance));

        public void Add(double step, double free, double own, double any, double atRisk)
        {
            _aDistanceSquared += (2 * step * _aDistance) + (step * step * _a);
            _aDistance += step * _a;
            _bDistance += step * _b;

            if (any < atRisk) _a += any / (atRisk * (atRisk - any));
            _b += free * own / (atRisk * atRisk);
            _own += free * free * own * (atRisk - own) / (atRisk * atRisk * atRisk);
        }
    }
}
