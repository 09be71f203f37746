namespace Ttv.Events;

/// <summary>The customer engaged with a nudge.</summary>
/// <remarks>Wire name <c>ttv.nudge_engaged</c>.</remarks>
public sealed record NudgeEngaged : Fact
{
    internal const string WireName = "ttv.nudge_engaged";

    /// <summary>Creates the fact.</summary>
    /// <param name="key">The nudge's key, or null for the latest one sent.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public NudgeEngaged(string? key)
    {
        Key = key is null ? null : FactFields.Text("key", key, 256);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The nudge's key, or null for the latest one sent.</summary>
    public string? Key { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("key", FactFields.Optional(Key)));
}
