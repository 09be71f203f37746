namespace Ttv.Events;

/// <summary>Something keeps the account from its next milestone.</summary>
/// <remarks>Wire name <c>ttv.blocker_reported</c>.</remarks>
public sealed record BlockerReported : Fact
{
    internal const string WireName = "ttv.blocker_reported";

    /// <summary>Creates the fact.</summary>
    /// <param name="blocker">What kind of obstacle.</param>
    /// <param name="note">In words, 1 to 1,000 characters, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public BlockerReported(BlockerType blocker, string? note)
    {
        Blocker = FactFields.Defined("blocker", blocker);
        Note = note is null ? null : FactFields.Text("note", note, 1000);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>What kind of obstacle.</summary>
    public BlockerType Blocker { get; }

    /// <summary>In words, 1 to 1,000 characters, or null.</summary>
    public string? Note { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("blocker", PropertyValue.Of(Ttv.WireName.Of(Blocker))), ("note", FactFields.Optional(Note)));
}
