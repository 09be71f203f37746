using Ttv.Statistics.Regression;

namespace Ttv.Statistics.Evaluation;

/// <summary>How far a model's linear predictor holds on new rows: the coefficient of a Cox regression on it alone.</summary>
/// <param name="Value">1: as strong as the model says; below 1: the model was overfitted; above: it was too cautious.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Status">How the fit ended.</param>
/// <remarks>van Houwelingen, Statistics in Medicine 19 (2000).</remarks>
public readonly record struct CalibrationSlope(double Value, double StandardError, FitStatus Status)
{
    /// <summary>Estimates the slope on rows that the model has not seen.</summary>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="linearPredictors">The model's xβ of each row.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static CalibrationSlope Estimate(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> linearPredictors)
    {
        var fit = CoxRegression.Fit(CoxData.Create(times, statuses, linearPredictors, 1));
        return new CalibrationSlope(fit.Coefficients[0], fit.StandardErrors[0], fit.Status);
    }
}
