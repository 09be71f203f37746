namespace Ttv.Journeys;

/// <summary>The stable codes of a <see cref="JourneyFinding"/>.</summary>
public static class JourneyFindings
{
    /// <summary>First value lies before sign-up: the account leaves time metrics and nudging until that is corrected.</summary>
    public const string FirstValueBeforeSignUp = "first_value_before_sign_up";

    /// <summary>The log holds no sign-up: the account has no clock.</summary>
    public const string NoSignUp = "no_sign_up";

    /// <summary>No segment was assigned or declared, or the catalog has none of that key.</summary>
    public const string NoSegment = "no_segment";

    /// <summary>Events with the same id disagree; the one recorded first counts.</summary>
    public const string ConflictingDuplicate = "conflicting_duplicate";

    /// <summary>Events with an impossible time were set aside: before 1990, or occurring more than an hour after they were recorded.</summary>
    public const string ImpossibleTime = "impossible_time";

    /// <summary>A path-changed fact names a variant that the segment does not have; it was left out.</summary>
    public const string UnknownVariant = "unknown_variant";

    /// <summary>The clock was resumed, or the account reactivated, without having been stopped; it was left out.</summary>
    public const string ResumedWithoutStop = "resumed_without_stop";

    /// <summary>An engagement, reply or ignoring names a nudge that was never sent before it; it was left out.</summary>
    public const string UnknownNudge = "unknown_nudge";
}
