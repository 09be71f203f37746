namespace Ttv.Events;

/// <summary>The user chose a flow.</summary>
/// <remarks>Wire name <c>ttv.flow_chosen</c>.</remarks>
public sealed record FlowChosen : Fact
{
    internal const string WireName = "ttv.flow_chosen";

    /// <summary>Creates the fact.</summary>
    /// <param name="flow">How demanding the flow is.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public FlowChosen(Complexity flow)
    {
        Flow = FactFields.Defined("flow", flow);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>How demanding the flow is.</summary>
    public Complexity Flow { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("flow", PropertyValue.Of(Ttv.WireName.Of(Flow))));
}
