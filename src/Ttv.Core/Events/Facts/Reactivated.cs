namespace Ttv.Events;

/// <summary>The account came back after cancelling.</summary>
/// <remarks>Wire name <c>ttv.reactivated</c>.</remarks>
public sealed record Reactivated : Fact
{
    internal const string WireName = "ttv.reactivated";

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <inheritdoc/>
    public override EventProperties ToProperties() => EventProperties.Empty;
}
