namespace Ttv.Events;

/// <summary>The account signed up. Its profile is what was known of it then: declared segment, role, company size, source, plan …</summary>
/// <remarks>Wire name <c>ttv.signed_up</c>.</remarks>
public sealed record SignedUp : Fact
{
    internal const string WireName = "ttv.signed_up";

    /// <summary>Creates the fact.</summary>
    /// <param name="profile">Profile values by key.</param>
    public SignedUp(EventProperties profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile = profile;
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>Profile values by key.</summary>
    public EventProperties Profile { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => Profile;
}
