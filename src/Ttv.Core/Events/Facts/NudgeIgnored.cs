namespace Ttv.Events;

/// <summary>The customer is known to have ignored a nudge.</summary>
/// <remarks>Wire name <c>ttv.nudge_ignored</c>.</remarks>
public sealed record NudgeIgnored : Fact
{
    internal const string WireName = "ttv.nudge_ignored";

    /// <summary>Creates the fact.</summary>
    /// <param name="key">The nudge's key, or null for the latest one sent.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public NudgeIgnored(string? key)
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
