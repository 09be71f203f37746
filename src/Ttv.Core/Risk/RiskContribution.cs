namespace Ttv.Risk;

/// <summary>What one signal adds to a score.</summary>
/// <remarks>A value of 24 bytes, made to stand in the list of an assessment. Immutable, compared by value; <c>default(RiskContribution)</c> is
/// of no signal, whose key is then null.</remarks>
public readonly record struct RiskContribution
{
    // Not a number where unknown: half the size of a nullable.
    private readonly double _value;

    /// <summary>Creates a contribution.</summary>
    /// <param name="signal">The signal's key.</param>
    /// <param name="basisPoints">Its weight in basis points.</param>
    /// <param name="value">Its value, 0 to 1; null: unknown.</param>
    /// <param name="points">What it adds.</param>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public RiskContribution(string signal, int basisPoints, double? value, RiskScore points)
        : this(signal ?? throw new ArgumentNullException(nameof(signal)), basisPoints, value ?? double.NaN, points)
    {
        if (value is { } known && !(known is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(value), known, "A number from 0 to 1, or null where it is unknown, is allowed.");
    }

    private RiskContribution(string signal, int basisPoints, double value, RiskScore points) =>
        (Signal, BasisPoints, _value, Points) = (signal, basisPoints, value, points);

    /// <summary>The signal's key.</summary>
    public string Signal { get; }

    /// <summary>Its weight in basis points.</summary>
    public int BasisPoints { get; }

    /// <summary>Its value, 0 to 1; null: unknown.</summary>
    public double? Value => double.IsNaN(_value) ? null : _value;

    /// <summary>What it adds; the contributions of an assessment sum exactly to its score.</summary>
    public RiskScore Points { get; }

    /// <summary>A contribution of a signal that was checked before; not a number: unknown.</summary>
    internal static RiskContribution OfChecked(string signal, int basisPoints, double value, RiskScore points) => new(signal, basisPoints, value, points);
}
