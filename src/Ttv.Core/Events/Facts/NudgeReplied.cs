namespace Ttv.Events;

/// <summary>The customer replied to a nudge.</summary>
/// <remarks>Wire name <c>ttv.nudge_replied</c>.</remarks>
public sealed record NudgeReplied : Fact
{
    internal const string WireName = "ttv.nudge_replied";

    /// <summary>Creates the fact.</summary>
    /// <param name="key">The nudge's key, or null for the latest one that asked.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public NudgeReplied(string? key)
    {
        Key = key is null ? null : FactFields.Text("key", key, 256);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The nudge's key, or null for the latest one that asked.</summary>
    public string? Key { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("key", FactFields.Optional(Key)));
}
