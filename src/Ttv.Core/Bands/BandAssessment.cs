using NodaTime;
using Ttv.Journeys;

namespace Ttv.Bands;

/// <summary>An account's bands, flow and success metric.</summary>
/// <remarks>Immutable. Flow and success metric follow the expected band, fixed 15 minutes after sign-up: by waiting, every
/// slow account would else drift into high touch.</remarks>
public sealed record BandAssessment
{
    private static readonly Duration FixedAfter = Duration.FromMinutes(15);

    private BandAssessment()
    {
    }

    /// <summary>What was expected at sign-up.</summary>
    public required ExpectedTtv Expected { get; init; }

    /// <summary>When the expectation is fixed: 15 minutes after sign-up.</summary>
    public required Instant FixedAt { get; init; }

    /// <summary>The band that the account's TTV turned out to be, or null while it is open.</summary>
    public TtvBand? Observed { get; init; }

    /// <summary>The kind of value by the account's TTV, or by its path's deadline while it is open.</summary>
    public required ValueKind ValueKind { get; init; }

    /// <summary>The flow of the expected band.</summary>
    public OnboardingFlow Flow => TtvBands.Define(Expected.Band).Flow;

    /// <summary>How the account stands to the expected band's success metric.</summary>
    public required SuccessState Success { get; init; }

    /// <summary>Assesses an account; null when it is not timed.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="expected">What was expected 15 minutes after sign-up; null takes the deadline of the segment's path.</param>
    public static BandAssessment? Of(Journey journey, ExpectedTtv? expected = null)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (!journey.IsTimed) return null;
        var deadline = journey.Segment!.DefaultPath.Deadline;
        expected ??= new ExpectedTtv(deadline, ExpectationBasis.SegmentDeadline);
        return new BandAssessment
        {
            Expected = expected,
            FixedAt = journey.SignedUpAt!.Value + FixedAfter,
            Observed = journey.TimeToValue is { } time ? TtvBands.Of(time) : null,
            ValueKind = TtvBands.KindOf(journey.TimeToValue ?? deadline),
            Success = TtvBands.Define(expected.Band).SuccessMetric.Judge(journey)!.Value,
        };
    }
}
