namespace Ttv.Segments;

/// <summary>The stable codes of a <see cref="DefinitionFinding"/>, with the points each takes off.</summary>
public static class DefinitionFindings
{
    /// <summary>The first-value event says that somebody was there (logged in, viewed, opened, visited), not that they got a result: 40 points.</summary>
    public const string PresenceVerb = "presence_verb";

    /// <summary>The segment does not say what the customer has won: 20 points.</summary>
    public const string NoMeasurableOutcome = "no_measurable_outcome";

    /// <summary>The segment does not say what counts as evidence: 15 points.</summary>
    public const string NoProofType = "no_proof_type";

    /// <summary>Nobody answers for the definition: 10 points.</summary>
    public const string NoOwner = "no_owner";

    /// <summary>The deadline is more than 90 days away, which steers nobody: 15 points.</summary>
    public const string NoDeadline = "no_deadline";

    /// <summary>A step's conditions contradict each other, so that no event can complete it: 25 points a step.</summary>
    public const string ImpossibleMilestone = "impossible_milestone";

    /// <summary>Another segment ends in the same event with the same conditions: 15 points.</summary>
    public const string SharedFirstValueEvent = "shared_first_value_event";
}
