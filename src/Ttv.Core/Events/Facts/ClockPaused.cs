namespace Ttv.Events;

/// <summary>The customer's clock stopped: due times and the target shift until it resumes.</summary>
/// <remarks>Wire name <c>ttv.clock_paused</c>.</remarks>
public sealed record ClockPaused : Fact
{
    internal const string WireName = "ttv.clock_paused";

    /// <summary>Creates the fact.</summary>
    /// <param name="reason">Why, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public ClockPaused(string? reason)
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
