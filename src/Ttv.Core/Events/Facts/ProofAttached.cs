namespace Ttv.Events;

/// <summary>Evidence of the first value was linked.</summary>
/// <remarks>Wire name <c>ttv.proof_attached</c>.</remarks>
public sealed record ProofAttached : Fact
{
    internal const string WireName = "ttv.proof_attached";

    /// <summary>Creates the fact.</summary>
    /// <param name="link">An absolute URI.</param>
    /// <param name="setBy">Who said so, 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public ProofAttached(Uri link, string setBy)
    {
        Link = FactFields.AbsoluteUri("link", link);
        SetBy = FactFields.Text("set_by", setBy, 200);
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>An absolute URI.</summary>
    public Uri Link { get; }

    /// <summary>Who said so, 1 to 200 characters.</summary>
    public string SetBy { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("link", PropertyValue.Of(Link.OriginalString)), ("set_by", PropertyValue.Of(SetBy)));
}
