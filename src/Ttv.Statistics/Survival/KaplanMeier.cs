using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Survival;

/// <summary>
/// The product-limit estimate of a survival curve: S(t) = product over event ticks up to t of (1 - d/n), with d events
/// among n at risk. Its variance is Greenwood's: S² times the sum of d / (n (n - d)).
/// </summary>
/// <remarks>Kaplan and Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958). Thread-safe.</remarks>
public static class KaplanMeier
{
    /// <summary>Estimates the curve for the event of interest (status 1); competing events count as censorings.</summary>
    /// <param name="data">The rows; none gives a curve that is 1 throughout.</param>
    /// <param name="confidence">The level of the limits, strictly between 0 and 1; 0.95 by default.</param>
    /// <param name="intervalType">The scale of the limits; log-log by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence level is out of its range.</exception>
    public static SurvivalCurve Estimate(SurvivalData data, double confidence = 0.95, IntervalType intervalType = IntervalType.LogLog)
    {
        ArgumentNullException.ThrowIfNull(data);
        var z = NormalDistribution.CriticalValue(confidence);
        var points = new List<CurvePoint>(data.Ticks.Length);
        var atRisk = data.Unentered;
        var survival = 1.0;
        var greenwood = 0.0;
        var events = 0.0;
        foreach (var tick in data.Ticks)
        {
            var died = tick.Events[0];
            if (died > 0)
            {
                survival *= 1 - (died / atRisk);
                greenwood = died < atRisk ? greenwood + (died / (atRisk * (atRisk - died))) : double.PositiveInfinity;
                if (double.IsInfinity(greenwood)) survival = 0;
            }

            if (tick.Left > 0)
            {
                var error = Math.Sqrt(greenwood);
                var (lower, upper) = StepCurve.Limits(survival, error, z, intervalType);
                points.Add(new CurvePoint(tick.Time, survival, survival > 0 ? survival * error : null, lower, upper, atRisk, died, tick.Left - died));
            }

            events += died;
            atRisk = Math.Max(0, atRisk - tick.Left + tick.Entered);
        }

        return new SurvivalCurve(new StepCurve([.. points], data.LongestTime ?? 0, confidence), data.RowWeight, events);
    }
}
