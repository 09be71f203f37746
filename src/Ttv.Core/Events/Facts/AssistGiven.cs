namespace Ttv.Events;

/// <summary>A human helped the account.</summary>
/// <remarks>Wire name <c>ttv.assist_given</c>.</remarks>
public sealed record AssistGiven : Fact
{
    internal const string WireName = "ttv.assist_given";

    /// <summary>Creates the fact.</summary>
    /// <param name="by">Who helped, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public AssistGiven(string? by)
    {
        By = by is null ? null : FactFields.Text("by", by, 200);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>Who helped, or null.</summary>
    public string? By { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("by", FactFields.Optional(By)));
}
