using NodaTime;
using Ttv.Journeys;

namespace Ttv.Risk;

/// <summary>
/// Scores accounts from 0 to 100: 100 times the weighted sum of the known signals. Takes signals as they are, raw
/// measurements, or a journey; all three give the same assessment.
/// </summary>
/// <remarks>
/// Signals are taken to nine decimals and the rest is integer arithmetic, so that the same inputs give the same bits on any
/// machine. Rounding is half up; contributions are allocated by largest remainder (Hamilton), ties to declaration order.
/// Immutable and thread-safe.
/// </remarks>
public sealed partial class RiskScorer
{
    internal const long Unit = SignalWeights.Unit;
    internal const int WholeWeight = SignalWeights.Whole;

    private readonly ValueList<IRiskSignal> _custom;
    private readonly SignalWeights _weights;
    private readonly FourSignals? _four;
    private readonly RiskExplanations _explanations;
    private readonly string _modelVersion;

    /// <summary>Creates a scorer.</summary>
    /// <param name="policy">Weights and thresholds; null takes <see cref="RiskPolicy.Default"/>.</param>
    /// <param name="signals">Custom signals read from journeys; each needs a weight in the policy.</param>
    /// <exception cref="TtvValidationException">The policy breaks a rule, or a signal has no weight; every fault is listed.</exception>
    public RiskScorer(RiskPolicy? policy = null, params IEnumerable<IRiskSignal> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Policy = policy ?? RiskPolicy.Default;
        _custom = signals.ToValueList();
        var faults = new List<string>();
        Policy.CollectFaults(faults);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signal in _custom)
        {
            if (!keys.Add(signal.Key)) faults.Add($"signal '{signal.Key}' is registered twice: once is allowed.");
            if (!Policy.CustomWeights.Any(w => string.Equals(w.Key, signal.Key, StringComparison.Ordinal)))
                faults.Add($"signal '{signal.Key}' has no weight: CustomWeights needs an entry of that key.");
        }

        TtvValidationException.ThrowIfAny(nameof(RiskPolicy), faults);
        _weights = new SignalWeights(Policy);
        _four = Policy.CustomWeights.Count == 0 ? new FourSignals(_weights) : null;
        _explanations = new RiskExplanations(_weights.Keys, _custom);
        _modelVersion = Policy.ModelVersion;
    }

    /// <summary>The weights and thresholds.</summary>
    public RiskPolicy Policy { get; }

    /// <summary>Scores a journey, nothing being out of the ordinary.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="asOf">The instant, not before the end of what the journey has observed.</param>
    /// <exception cref="ArgumentException">The journey knows of what happened after the instant, or a custom signal gave a value outside 0 to 1.</exception>
    public RiskAssessment Score(Journey journey, Instant asOf) => Score(journey, asOf, FleetConditions.Normal);

    /// <summary>Scores a journey under what holds for all accounts at once.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="asOf">The instant, not before the end of what the journey has observed.</param>
    /// <param name="fleet">What holds for all accounts at once.</param>
    /// <exception cref="ArgumentException">The journey knows of what happened after the instant, or a custom signal gave a value outside 0 to 1.</exception>
    public RiskAssessment Score(Journey journey, Instant asOf, FleetConditions fleet)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(fleet);
        if (journey.IsChurned) return Unscored(RiskStatus.Churned, RiskReasons.Churned, asOf);
        if (!journey.IsTimed) return Unscored(RiskStatus.NotTimed, RiskReasons.NotTimed, asOf);
        if (journey.FirstValueAt is not null) return AtFirstValue(asOf);
        var inputs = RiskInputs.From(journey, asOf, Policy);
        if (_custom.Count > 0) inputs = inputs with { Custom = _custom.Select(s => new SignalValue(s.Key, s.Measure(journey, asOf))).ToValueList() };
        var signals = inputs.ToSignals(Policy);
        var outage = fleet.EngagementOutageSince is { } since && since <= asOf ? since : default(Instant?);
        if (outage is { } from) signals = signals with { EngagementDecay = RiskInputs.EngagementAt(journey, from, Policy).EngagementDecay };
        return Score(signals, asOf, journey.RecordedBand, isOutage: outage is not null);
    }

    /// <summary>Scores raw measurements of an account that is neither at first value nor cancelled, and has no recorded band.</summary>
    /// <param name="inputs">The measurements.</param>
    /// <param name="asOf">The instant they were taken.</param>
    /// <exception cref="ArgumentException">A measurement is out of its range.</exception>
    public RiskAssessment Score(RiskInputs inputs, Instant asOf) => Score(inputs, asOf, recordedBand: null);

    /// <summary>Scores raw measurements of an account that is neither at first value nor cancelled.</summary>
    /// <param name="inputs">The measurements.</param>
    /// <param name="asOf">The instant they were taken.</param>
    /// <param name="recordedBand">The band last recorded, or null.</param>
    /// <exception cref="ArgumentException">A measurement is out of its range.</exception>
    public RiskAssessment Score(RiskInputs inputs, Instant asOf, RiskBand? recordedBand)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Score(inputs.ToSignals(Policy), asOf, recordedBand);
    }

    /// <summary>Scores signals of an account that is neither at first value nor cancelled, and has no recorded band.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="asOf">The instant they were taken.</param>
    /// <exception cref="ArgumentException">A signal is not a number from 0 to 1, or a custom one has no weight.</exception>
    public RiskAssessment Score(RiskSignals signals, Instant asOf) => Score(signals, asOf, recordedBand: null);

    /// <summary>Scores signals of an account that is neither at first value nor cancelled.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="asOf">The instant they were taken.</param>
    /// <param name="recordedBand">The band last recorded, or null.</param>
    /// <exception cref="ArgumentException">A signal is not a number from 0 to 1, or a custom one has no weight.</exception>
    public RiskAssessment Score(RiskSignals signals, Instant asOf, RiskBand? recordedBand)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return Score(signals, asOf, recordedBand, isOutage: false);
    }

    /// <summary>The stable code of what to do when a signal dominates, by its position in declaration order; null: nothing.</summary>
    internal string? InterventionOf(int signal) => _explanations.InterventionOf(signal);

    private RiskAssessment AtFirstValue(Instant asOf) => new()
    {
        Status = RiskStatus.FirstValueReached,
        Score = RiskScore.Zero,
        Band = RiskBand.Low,
        CoverageBasisPoints = WholeWeight,
        FeasibleFrom = RiskScore.Zero,
        FeasibleTo = RiskScore.Zero,
        Reasons = [RiskReasons.FirstValueReached],
        ModelVersion = _modelVersion,
        AsOf = asOf,
    };

    private RiskAssessment Unscored(RiskStatus status, string reason, Instant asOf) =>
        new() { Status = status, Reasons = [reason], ModelVersion = _modelVersion, AsOf = asOf };
}
