namespace Ttv.Risk;

/// <summary>What one signal adds to a score.</summary>
/// <remarks>A value of 24 bytes, made to stand in the list of an assessment. Immutable, compared by value.</remarks>
public readonly record struct RiskContribution
{
    // Not a number where unknown: half the size of a nullable.
    private readonly double _value;

    /// <summary>Creates a contribution.</summary>
    /// <param name="signal">The signal's key.</param>
    /// <param name="basisPoints">Its weight in basis points.</param>
    /// <param name="value">Its value, 0 to 1; null: unknown.</param>
    /// <param name="points">What it adds.</param>
    public RiskContribution(string signal, int basisPoints, double? value, RiskScore points)
        : this(signal, basisPoints, value ?? double.NaN, points)
    {
    }

    internal RiskContribution(string signal, int basisPoints, double value, RiskScore points) =>
        (Signal, BasisPoints, _value, Points) = (signal, basisPoints, value, points);

    /// <summary>The signal's key.</summary>
    public string Signal { get; }

    /// <summary>Its weight in basis points.</summary>
    public int BasisPoints { get; }

    /// <summary>Its value, 0 to 1; null: unknown.</summary>
    public double? Value => double.IsNaN(_value) ? null : _value;

    /// <summary>What it adds; the contributions of an assessment sum exactly to its score.</summary>
    public RiskScore Points { get; }
}
