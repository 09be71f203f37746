using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>A fitted <see cref="BinaryRegression"/>.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class BinaryFit
{
    private readonly double[,] _covariance;
    private readonly BinaryLink _link;

    internal BinaryFit(double[] coefficients, SymmetricMatrix information, double logLikelihood, BinaryLink link, FitStatus status)
    {
        Coefficients = coefficients;
        _covariance = information.Invert();
        IsAliased = [.. Enumerable.Range(0, coefficients.Length).Select(information.IsAliased)];
        LogLikelihood = logLikelihood;
        _link = link;
        Status = status;
    }

    /// <summary>The coefficients in the order of the columns; 0 where a column is aliased.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Whether each column is a combination of those before it, and has no coefficient of its own.</summary>
    public IReadOnlyList<bool> IsAliased { get; }

    /// <summary>The coefficients' standard errors by the expected information; 0 where a column is aliased.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Enumerable.Range(0, Coefficients.Count).Select(i => Math.Sqrt(_covariance[i, i]))];

    /// <summary>The log-likelihood at the coefficients, without the penalty.</summary>
    public double LogLikelihood { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The covariance of two coefficients.</summary>
    /// <exception cref="IndexOutOfRangeException">A column does not exist.</exception>
    public double Covariance(int column, int other) => _covariance[column, other];

    /// <summary>The probability of a row.</summary>
    /// <param name="row">As many values as there are columns.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public double Probability(ReadOnlySpan<double> row)
    {
        if (row.Length != Coefficients.Count) throw new ArgumentException($"row has {row.Length} values: {Coefficients.Count} are needed.", nameof(row));
        var eta = 0.0;
        for (var j = 0; j < row.Length; j++) eta += row[j] * Coefficients[j];
        return BinaryRegression.Probability(eta, _link);
    }
}
