using NodaTime;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Cohorts;

/// <summary>
/// What a review needs to know of one account. Rows of a user's own table serve as well as <see cref="From">journeys</see>.
/// </summary>
/// <remarks>Immutable. A null answer means that nothing was recorded; where that holds for every account of a review, the
/// metric is not instrumented, and else the account counts as no.</remarks>
public sealed record AccountOutcome
{
    private static readonly Duration OneWeek = Duration.FromDays(7);
    private static readonly Duration TwoWeeks = Duration.FromDays(14);

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>When it signed up.</summary>
    public required Instant SignedUpAt { get; init; }

    /// <summary>Its segment, or null.</summary>
    public SegmentKey? Segment { get; init; }

    /// <summary>Its profile at sign-up, by which cohorts may be split.</summary>
    public EventProperties Profile { get; init; } = EventProperties.Empty;

    /// <summary>When first value was observed, or null.</summary>
    public Instant? FirstValueAt { get; init; }

    /// <summary>When it first cancelled, or null. First value after that is a win-back, not a first value.</summary>
    public Instant? ChurnedAt { get; init; }

    /// <summary>Whether it did anything from 7 days (included) to 14 days (excluded) after sign-up.</summary>
    public bool? WasActiveInWeek2 { get; init; }

    /// <summary>Whether a human ever helped it.</summary>
    public bool? WasAssisted { get; init; }

    /// <summary>Whether a human helped it before first value.</summary>
    public bool? WasAssistedBeforeFirstValue { get; init; }

    /// <summary>Whether its record has owner, evidence and approver.</summary>
    public bool? IsAccountable { get; init; }

    /// <summary>The row of a journey; null where the journey has no sign-up.</summary>
    public static AccountOutcome? From(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (journey.SignedUpAt is not { } signedUpAt) return null;
        return new AccountOutcome
        {
            Account = journey.Account,
            SignedUpAt = signedUpAt,
            Segment = journey.Segment?.Key,
            Profile = journey.Profile,
            FirstValueAt = journey.FirstValueAt,
            ChurnedAt = journey.ChurnedAt,
            WasActiveInWeek2 = HasOneIn(journey.Activity, signedUpAt + OneWeek, signedUpAt + TwoWeeks),
            WasAssisted = journey.Assists.Count > 0 ? true : null,
            WasAssistedBeforeFirstValue = journey.Assists.Count > 0 ? journey.FirstValueAt is { } value && journey.Assists[0].At < value : null,
            IsAccountable = journey.Trail.Entries.Count > 0 ? journey.Trail.IsAccountable : null,
        };
    }

    private static bool HasOneIn(ValueList<Instant> sorted, Instant from, Instant to)
    {
        var first = sorted.AsSpan().BinarySearch(from);
        var index = first >= 0 ? first : ~first;
        return index < sorted.Count && sorted[index] < to;
    }
}
