namespace Ttv.Events;

/// <summary>Somebody may approve a human escalation of the account.</summary>
/// <remarks>Wire name <c>ttv.approver_named</c>.</remarks>
public sealed record ApproverNamed : Fact
{
    internal const string WireName = "ttv.approver_named";

    /// <summary>Creates the fact.</summary>
    /// <param name="approver">The named person, 1 to 200 characters.</param>
    /// <param name="setBy">Who said so, 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public ApproverNamed(string approver, string setBy)
    {
        Approver = FactFields.Text("approver", approver, 200);
        SetBy = FactFields.Text("set_by", setBy, 200);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The named person, 1 to 200 characters.</summary>
    public string Approver { get; }

    /// <summary>Who said so, 1 to 200 characters.</summary>
    public string SetBy { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("approver", PropertyValue.Of(Approver)), ("set_by", PropertyValue.Of(SetBy)));
}
