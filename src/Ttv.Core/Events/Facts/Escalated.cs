namespace Ttv.Events;

/// <summary>The account was handed to a human.</summary>
/// <remarks>Wire name <c>ttv.escalated</c>.</remarks>
public sealed record Escalated : Fact
{
    internal const string WireName = "ttv.escalated";

    /// <summary>Creates the fact.</summary>
    /// <param name="key">The decision's key, or null.</param>
    /// <param name="approver">Who approved it, or null while it awaits one.</param>
    /// <param name="predictedRecovery">The recovery rate predicted at this moment, 0 to 1, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public Escalated(string? key, string? approver, double? predictedRecovery)
    {
        Key = key is null ? null : FactFields.Text("key", key, 256);
        Approver = approver is null ? null : FactFields.Text("approver", approver, 200);
        PredictedRecovery = predictedRecovery is { } value ? FactFields.Share("predicted_recovery", value) : null;
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The decision's key, or null.</summary>
    public string? Key { get; }

    /// <summary>Who approved it, or null while it awaits one.</summary>
    public string? Approver { get; }

    /// <summary>The recovery rate predicted at this moment, 0 to 1, or null.</summary>
    public double? PredictedRecovery { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("key", FactFields.Optional(Key)), ("approver", FactFields.Optional(Approver)), ("predicted_recovery", PredictedRecovery is { } share ? PropertyValue.Of(share) : default(PropertyValue?)));
}
