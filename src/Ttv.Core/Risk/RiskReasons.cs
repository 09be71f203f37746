namespace Ttv.Risk;

/// <summary>The stable reason codes of an assessment. Besides these, a signal of 0.5 and more gives <c>{key}_high</c> and an unknown one <c>{key}_missing</c>.</summary>
public static class RiskReasons
{
    /// <summary>First value is reached: the score is 0.</summary>
    public const string FirstValueReached = "first_value_reached";

    /// <summary>The account is cancelled: there is no score.</summary>
    public const string Churned = "churned";

    /// <summary>No signal is known: there is no score.</summary>
    public const string NoKnownSignal = "no_known_signal";

    /// <summary>The account has no sign-up or no segment, or first value before sign-up: there is no score.</summary>
    public const string NotTimed = "not_timed";

    /// <summary>Too little of the weight is known: provisional, never escalated to a human.</summary>
    public const string LowCoverage = "low_coverage";

    /// <summary>Potential value and expansion are both high.</summary>
    public const string HighValue = "high_value";

    /// <summary>Sessions fell fleet-wide: engagement decay keeps the value from before.</summary>
    public const string EngagementOutage = "engagement_outage";

    internal const string HighSuffix = "_high";
    internal const string MissingSuffix = "_missing";
}
