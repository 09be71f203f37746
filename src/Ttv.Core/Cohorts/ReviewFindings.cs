namespace Ttv.Cohorts;

/// <summary>The stable codes of a <see cref="ReviewFinding"/> that come from the review itself.</summary>
public static class ReviewFindings
{
    /// <summary>A step converted better or worse in a run of weeks than in the others.</summary>
    public const string StepConversionDeparture = "step_conversion_departure";

    /// <summary>An obstacle showed more or less in a run of weeks than in the others.</summary>
    public const string BlockerDeparture = "blocker_departure";

    /// <summary>Rows whose first value lies before sign-up; they leave the time metrics.</summary>
    public const string FirstValueBeforeSignUp = Journeys.JourneyFindings.FirstValueBeforeSignUp;

    /// <summary>Rows whose sign-up lies after the end of observation; they are left out.</summary>
    public const string SignedUpAfterObservation = "signed_up_after_observation";

    /// <summary>Nobody has reached first value: check the definition against the log's event names.</summary>
    public const string NoFirstValue = "no_first_value";
}
