namespace Ttv.Events;

/// <summary>Somebody became answerable for the account's first value.</summary>
/// <remarks>Wire name <c>ttv.owner_assigned</c>.</remarks>
public sealed record OwnerAssigned : Fact
{
    internal const string WireName = "ttv.owner_assigned";

    /// <summary>Creates the fact.</summary>
    /// <param name="owner">The named person, 1 to 200 characters.</param>
    /// <param name="setBy">Who said so, 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public OwnerAssigned(string owner, string setBy)
    {
        Owner = FactFields.Text("owner", owner, 200);
        SetBy = FactFields.Text("set_by", setBy, 200);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The named person, 1 to 200 characters.</summary>
    public string Owner { get; }

    /// <summary>Who said so, 1 to 200 characters.</summary>
    public string SetBy { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("owner", PropertyValue.Of(Owner)), ("set_by", PropertyValue.Of(SetBy)));
}
