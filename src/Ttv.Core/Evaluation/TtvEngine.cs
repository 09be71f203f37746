using NodaTime;
using Ttv.Assist;
using Ttv.Bands;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Records;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Evaluation;

/// <summary>The one call that most users need: an account's journey and an instant give its risk, nudges, routing, bands and record.</summary>
/// <remarks>A pure function of journey, definitions, policies and instant. Immutable and thread-safe.</remarks>
public sealed class TtvEngine
{
    private readonly JourneyFold _fold;

    /// <summary>Creates an engine.</summary>
    /// <param name="definitions">What journeys are read by.</param>
    /// <param name="scorer">Scores risk; null takes the default policy.</param>
    /// <param name="decider">Decides nudges; null takes the default policy and copy.</param>
    public TtvEngine(TtvDefinitions definitions, RiskScorer? scorer = null, NudgeDecider? decider = null)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        Definitions = definitions;
        Scorer = scorer ?? new RiskScorer();
        Decider = decider ?? new NudgeDecider();
        _fold = new JourneyFold(definitions);
    }

    /// <summary>What journeys are read by.</summary>
    public TtvDefinitions Definitions { get; }

    /// <summary>Scores risk.</summary>
    public RiskScorer Scorer { get; }

    /// <summary>Decides nudges.</summary>
    public NudgeDecider Decider { get; }

    /// <summary>Folds an account's events into its journey.</summary>
    /// <param name="account">The account.</param>
    /// <param name="events">Its events in any order and any repetition.</param>
    /// <param name="asOf">The instant asked about.</param>
    /// <exception cref="ArgumentException">An event is another account's.</exception>
    public Journey Fold(AccountId account, IEnumerable<TtvEvent> events, Instant asOf) => _fold.Fold(account, events, asOf);

    /// <summary>Evaluates an account.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="asOf">The instant, not before the end of what the journey has observed.</param>
    /// <param name="fleet">What holds for all accounts at once; null: nothing out of the ordinary.</param>
    /// <param name="expected">What was expected of the account at sign-up; null takes its segment's deadline.</param>
    /// <exception cref="ArgumentException">The journey knows of what happened after the instant.</exception>
    public AccountEvaluation Evaluate(Journey journey, Instant asOf, FleetConditions? fleet = null, ExpectedTtv? expected = null)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var risk = Scorer.Score(journey, asOf, fleet ?? FleetConditions.Normal);
        var nudges = Decider.Decide(journey, risk, asOf);
        var routing = AssistRouter.Route(risk, journey.Trail.Approver?.Value, nudges);
        return new AccountEvaluation
        {
            Journey = journey,
            AsOf = asOf,
            Risk = risk,
            Counterfactual = Scorer.Counterfactual(journey, asOf),
            Nudges = nudges,
            Routing = routing,
            Bands = BandAssessment.Of(journey, expected),
            Record = FirstValueRecord.From(journey, risk, routing),
            BandChange = risk.Band is { } band && band != journey.RecordedBand ? new BandChanged(band) : null,
            NextCheckAt = nudges.Min(n => n.NextCheckAt),
        };
    }
}
