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
        var state = new IncidenceState(hasOneCause: data.CauseCount == 1);
        var events = 0.0;
        foreach (var tick in data.Ticks)
        {
            var any = tick.AllEvents;
            var own = cause <= tick.Events.Length ? tick.Events[cause - 1] : 0;
            if (any > 0) state.Add(own, any, atRisk);
            if (tick.Left > 0)
            {
                var left = state.Waiting;
                var (lower, upper) = IncidenceState.Limits(left, state.Variance, z);
                points.Add(new CurvePoint(tick.Time, left, left > 0 ? Math.Sqrt(state.Variance) : null, lower, upper, atRisk, own, tick.Left - own));
            }

            events += own;
            atRisk = Math.Max(0, atRisk - tick.Left + tick.Entered);
        }

        return new CumulativeIncidence(cause, new StepCurve([.. points], data.LongestTime ?? 0, confidence), data.RowWeight, events);
    }
}
