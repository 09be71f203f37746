namespace Ttv.Events;

/// <summary>The customer wants no more nudges.</summary>
/// <remarks>Wire name <c>ttv.unsubscribed</c>.</remarks>
public sealed record Unsubscribed : Fact
{
    internal const string WireName = "ttv.unsubscribed";

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <inheritdoc/>
    public override EventProperties ToProperties() => EventProperties.Empty;
}
