namespace Ttv.Statistics.Evaluation;

/// <summary>The mean squared error of predicted probabilities at a horizon, censoring weighted out (IPCW).</summary>
/// <remarks>Graf et al., Statistics in Medicine 18 (1999). Rows censored before the horizon are never taken for failures. Thread-safe.</remarks>
public static class BrierScore
{
    /// <summary>The score: 1/n times the sum of w (y - p)², with y whether the event came by the horizon.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">0 for censored, 1 for the event, 2 and up for competing events.</param>
    /// <param name="probabilities">The predicted probability of the event by the horizon, 0 to 1.</param>
    /// <returns>The score, 0 (perfect) or more, or null without rows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static double? At(long horizon, ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> probabilities)
    {
        Rows.RequireProbabilities(nameof(probabilities), probabilities, times.Length);
        if (times.IsEmpty) return null;
        var rows = HorizonWeights.At(horizon, times, statuses);
        var sum = 0.0;
        for (var i = 0; i < times.Length; i++)
        {
            var error = (rows.HasEvent[i] ? 1 : 0) - probabilities[i];
            sum += rows.Weight[i] * error * error;
        }

        return sum / times.Length;
    }

    /// <summary>1 - score / reference: what the predictions explain beyond a reference, such as the Kaplan-Meier curve of all; null where the reference is 0.</summary>
    public static double? Skill(double score, double reference) => reference > 0 ? 1 - (score / reference) : null;
}
