using NodaTime;
using Ttv.Assist;
using Ttv.Bands;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Records;
using Ttv.Risk;

namespace Ttv.Evaluation;

/// <summary>All that is to be known and done about one account at an instant.</summary>
/// <remarks>Immutable, compared by value.</remarks>
public sealed record AccountEvaluation
{
    /// <summary>The account's journey.</summary>
    public required Journey Journey { get; init; }

    /// <summary>The instant.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>Its risk, and why.</summary>
    public required RiskAssessment Risk { get; init; }

    /// <summary>The smallest set of next milestones that brings it below the elevated band; null where there is no score to lower.</summary>
    public Counterfactual? Counterfactual { get; init; }

    /// <summary>What to do about every nudge rule.</summary>
    public required ValueList<NudgeDecision> Nudges { get; init; }

    /// <summary>How it is helped.</summary>
    public required RoutingDecision Routing { get; init; }

    /// <summary>Its bands, flow and success metric; null where it is not timed.</summary>
    public BandAssessment? Bands { get; init; }

    /// <summary>The first-value record; null where it is not timed.</summary>
    public FirstValueRecord? Record { get; init; }

    /// <summary>The fact to record where the risk band is another than the recorded one; null where it is the same, or there is no score.</summary>
    public BandChanged? BandChange { get; init; }

    /// <summary>When the answer could change with nothing else happening, or null: only an event changes it.</summary>
    public Instant? NextCheckAt { get; init; }
}
