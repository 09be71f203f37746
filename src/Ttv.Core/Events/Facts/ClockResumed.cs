namespace Ttv.Events;

/// <summary>The customer's clock runs again.</summary>
/// <remarks>Wire name <c>ttv.clock_resumed</c>.</remarks>
public sealed record ClockResumed : Fact
{
    internal const string WireName = "ttv.clock_resumed";

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <inheritdoc/>
    public override EventProperties ToProperties() => EventProperties.Empty;
}
