namespace Ttv.Events;

/// <summary>The account's risk band was recorded as changed; the next assessment's hysteresis starts from it.</summary>
/// <remarks>Wire name <c>ttv.band_changed</c>.</remarks>
public sealed record BandChanged : Fact
{
    internal const string WireName = "ttv.band_changed";

    /// <summary>Creates the fact.</summary>
    /// <param name="band">The band it is in from now on.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public BandChanged(RiskBand band)
    {
        Band = FactFields.Defined("band", band);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The band it is in from now on.</summary>
    public RiskBand Band { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("band", PropertyValue.Of(Ttv.WireName.Of(Band))));
}
