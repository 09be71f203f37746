using Ttv.Statistics.Evaluation;

namespace Ttv.Statistics.Calibration;

/// <summary>What rows say of missing a horizon, for calibrating a risk score: outcomes and inverse-probability-of-censoring weights.</summary>
/// <param name="Missed">1 where the row had no event by the horizon, else 0.</param>
/// <param name="Weights">1 / G; 0 for rows censored before the horizon, which are weighted out and never taken for failures.</param>
public sealed record HorizonOutcomes(IReadOnlyList<double> Missed, IReadOnlyList<double> Weights)
{
    /// <summary>Reads rows at a horizon.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">0 for censored, 1 for the event, 2 and up for competing events: a miss.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static HorizonOutcomes At(long horizon, ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        var rows = HorizonWeights.At(horizon, times, statuses);
        return new HorizonOutcomes([.. rows.HasEvent.Select(h => h ? 0.0 : 1.0)], rows.Weight);
    }
}
