using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>A fitted <see cref="AcceleratedRegression"/>: log T = xβ + σ W.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class AcceleratedFit
{
    private readonly AcceleratedDistribution _distribution;
    private readonly double[,] _covariance;

    internal AcceleratedFit(AcceleratedDistribution distribution, double[] coefficients, double logScale, SymmetricMatrix information, double logLikelihood, FitStatus status)
    {
        _distribution = distribution;
        _covariance = information.Invert();
        Coefficients = coefficients;
        LogScale = logScale;
        LogLikelihood = logLikelihood;
        Status = status;
    }

    /// <summary>The coefficients of log time in the order of the columns.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>log σ; 0 for the exponential.</summary>
    public double LogScale { get; }

    /// <summary>σ, above 0.</summary>
    public double Scale => Math.Exp(LogScale);

    /// <summary>The log-likelihood of the times.</summary>
    public double LogLikelihood { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The covariance of two parameters: the coefficients in order, then log σ (not for the exponential).</summary>
    /// <exception cref="IndexOutOfRangeException">A parameter does not exist.</exception>
    public double Covariance(int parameter, int other) => _covariance[parameter, other];

    /// <summary>The time by which a share of rows with these covariates has had the event, in ticks.</summary>
    /// <param name="row">As many values as there are columns.</param>
    /// <param name="probability">The share, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Quantile(ReadOnlySpan<double> row, double probability)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A share strictly between 0 and 1 is needed.");
        var w = _distribution switch
        {
            AcceleratedDistribution.LogNormal => NormalDistribution.Quantile(probability),
            AcceleratedDistribution.LogLogistic => Math.Log(probability / (1 - probability)),
            _ => Math.Log(-Math.Log(1 - probability)),
        };
        return Math.Exp(Linear(row) + (Scale * w));
    }

    /// <summary>The probability of not having had the event by a time.</summary>
    /// <param name="row">As many values as there are columns.</param>
    /// <param name="time">The time in ticks, 0 or more.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public double Survival(ReadOnlySpan<double> row, double time)
    {
        if (time <= 0) return 1;
        var z = (Math.Log(time) - Linear(row)) / Scale;
        return _distribution switch
        {
            AcceleratedDistribution.LogNormal => NormalDistribution.UpperTail(z),
            AcceleratedDistribution.LogLogistic => 1 / (1 + Math.Exp(z)),
            _ => Math.Exp(-Math.Exp(z)),
        };
    }

    private double Linear(ReadOnlySpan<double> row)
    {
        if (row.Length != Coefficients.Count) throw new ArgumentException($"row has {row.Length} values: {Coefficients.Count} are needed.", nameof(row));
        var eta = 0.0;
        for (var j = 0; j < row.Length; j++) eta += row[j] * Coefficients[j];
        return eta;
    }
}
