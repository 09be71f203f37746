namespace Ttv.Events;

/// <summary>The customer said what a win is for them.</summary>
/// <remarks>Wire name <c>ttv.outcome_declared</c>.</remarks>
public sealed record OutcomeDeclared : Fact
{
    internal const string WireName = "ttv.outcome_declared";

    /// <summary>Creates the fact.</summary>
    /// <param name="outcome">The win in the customer's own words, 1 to 1,000 characters.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public OutcomeDeclared(string outcome)
    {
        Outcome = FactFields.Text("outcome", outcome, 1000);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The win in the customer's own words, 1 to 1,000 characters.</summary>
    public string Outcome { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("outcome", PropertyValue.Of(Outcome)));
}
