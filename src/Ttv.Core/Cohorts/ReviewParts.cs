using NodaTime;
using Ttv.Statistics.Trends;

namespace Ttv.Cohorts;

/// <summary>What a review is made of, however the accounts were counted.</summary>
internal sealed record ReviewParts
{
    public required Instant AsOf { get; init; }

    public required Instant ObservedUntil { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>All accounts that count; null without any.</summary>
    public required CohortResult? Overall { get; init; }

    public required ValueList<CohortResult> Segments { get; init; }

    public required SegmentTest? SegmentTest { get; init; }

    public required ValueList<CohortResult> Cohorts { get; init; }

    /// <summary>The weeks with an account, in order.</summary>
    public required IReadOnlyList<TrendWeek> Weeks { get; init; }

    /// <summary>Tarone's test over the same weeks.</summary>
    public required TrendTest? Trend { get; init; }

    public required long SignedUpAfterObservation { get; init; }

    public required long FirstValueBeforeSignUp { get; init; }
}
