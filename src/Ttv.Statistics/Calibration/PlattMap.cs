using Ttv.Statistics.Regression;

namespace Ttv.Statistics.Calibration;

/// <summary>A map from a score to a probability by a logistic curve: p = 1 / (1 + exp(-(a + b s))).</summary>
/// <remarks>J. Platt, Probabilistic outputs for support vector machines (1999). Immutable and safe to share between threads.</remarks>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
/// <param name="Status">Whether the fit converged, or the scores separate the outcomes, and then no finite slope is right.</param>
public sealed record PlattMap(double Intercept, double Slope, FitStatus Status)
{
    /// <summary>The probability at a score, 0 to 1.</summary>
    public double At(double score) => 1 / (1 + Math.Exp(-(Intercept + (Slope * score))));

    /// <summary>Fits the map by maximum likelihood.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="outcomes">0 or 1, as many as scores.</param>
    /// <param name="weights">Weights of 0 or more, as many as scores; empty (default): 1 each.</param>
    /// <param name="isSmoothed">Whether to take Platt's targets, (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2), in place of 1 and 0; false by default.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static PlattMap Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default, bool isSmoothed = false)
    {
        CalibrationRows.Require(scores, outcomes, weights);
        var targets = outcomes.ToArray();
        foreach (var outcome in targets)
        {
            if (outcome is not (0 or 1)) throw new ArgumentException($"outcomes holds {outcome}: 0 or 1 is needed.", nameof(outcomes));
        }

        if (isSmoothed)
        {
            var positives = targets.Count(t => t == 1);
            var (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (targets.Length - positives + 2.0));
            for (var i = 0; i < targets.Length; i++) targets[i] = targets[i] == 1 ? high : low;
        }

        var rows = new double[2 * scores.Length];
        for (var i = 0; i < scores.Length; i++) (rows[2 * i], rows[(2 * i) + 1]) = (1, scores[i]);
        var fit = BinaryRegression.Fit(rows, 2, targets, weights);
        return new PlattMap(fit.Coefficients[0], fit.Coefficients[1], fit.Status);
    }
}
