namespace Ttv.Events;

/// <summary>More became known of the account's profile.</summary>
/// <remarks>Wire name <c>ttv.profile_observed</c>.</remarks>
public sealed record ProfileObserved : Fact
{
    internal const string WireName = "ttv.profile_observed";

    /// <summary>Creates the fact.</summary>
    /// <param name="profile">Profile values by key.</param>
    public ProfileObserved(EventProperties profile)
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
