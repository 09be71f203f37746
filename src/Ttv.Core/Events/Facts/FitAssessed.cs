namespace Ttv.Events;

/// <summary>The account's strategic fit was judged.</summary>
/// <remarks>Wire name <c>ttv.fit_assessed</c>.</remarks>
public sealed record FitAssessed : Fact
{
    internal const string WireName = "ttv.fit_assessed";

    /// <summary>Creates the fact.</summary>
    /// <param name="potentialValue">Potential account value, 0 to 1.</param>
    /// <param name="expansion">Expansion potential, 0 to 1.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public FitAssessed(double potentialValue, double expansion)
    {
        PotentialValue = FactFields.Share("potential_value", potentialValue);
        Expansion = FactFields.Share("expansion", expansion);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>Potential account value, 0 to 1.</summary>
    public double PotentialValue { get; }

    /// <summary>Expansion potential, 0 to 1.</summary>
    public double Expansion { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("potential_value", PropertyValue.Of(PotentialValue)), ("expansion", PropertyValue.Of(Expansion)));
}
