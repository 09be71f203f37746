using NodaTime;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>What a review reads of a batch's accounts at an instant.</summary>
/// <param name="Columns">A row an account.</param>
/// <param name="Profiles">The profiles that rows name.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Definitions">The definitions under which the events were read.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="ObservationEnd">The earlier of it and the batch's watermark.</param>
internal sealed record ReviewedAccounts(ReviewColumns Columns, ProfileTable Profiles, int Count, TtvDefinitions Definitions, Instant AsOf, Instant ObservationEnd)
{
    /// <summary>Where observation ends: of a log without a known account none is known to have ended before the instant.</summary>
    public Instant ObservedUntil => Flags.ContainsAnyExcept(AccountFlags.None) ? ObservationEnd : AsOf;

    public ReadOnlySpan<long> SignedUpAt => Columns.SignedUpAt.AsSpan(0, Count);

    public ReadOnlySpan<int> Profile => Columns.Profile.AsSpan(0, Count);

    public ReadOnlySpan<AccountFlags> Flags => Columns.Flags.AsSpan(0, Count);
}
