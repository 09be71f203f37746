namespace Ttv.Events;

/// <summary>The account cancelled.</summary>
/// <remarks>Wire name <c>ttv.churned</c>.</remarks>
public sealed record Churned : Fact
{
    internal const string WireName = "ttv.churned";

    /// <summary>Creates the fact.</summary>
    /// <param name="reason">Why, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public Churned(string? reason)
    {
        Reason = reason is null ? null : FactFields.Text("reason", reason, 1000);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>Why, or null.</summary>
    public string? Reason { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("reason", FactFields.Optional(Reason)));
}
