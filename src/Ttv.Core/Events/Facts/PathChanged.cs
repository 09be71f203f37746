namespace Ttv.Events;

/// <summary>The account was moved to another variant of its segment's path. The target date stays.</summary>
/// <remarks>Wire name <c>ttv.path_changed</c>.</remarks>
public sealed record PathChanged : Fact
{
    internal const string WireName = "ttv.path_changed";

    /// <summary>Creates the fact.</summary>
    /// <param name="variant">The variant it moved to.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public PathChanged(Complexity variant)
    {
        Variant = FactFields.Defined("variant", variant);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The variant it moved to.</summary>
    public Complexity Variant { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("variant", PropertyValue.Of(Ttv.WireName.Of(Variant))));
}
