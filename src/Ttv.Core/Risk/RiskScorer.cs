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
    internal const long Unit = 1_000_000_000;
    internal const int WholeWeight = 10_000;

    private readonly ValueList<SignalWeight> _weights;
    private readonly ValueList<IRiskSignal> _custom;
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
        _weights = Policy.Weights;
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
        var inputs = RiskInputs.From(journey, asOf, Policy) with
        {
            Custom = _custom.Select(s => new SignalValue(s.Key, s.Measure(journey, asOf))).ToValueList(),
        };
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

    private RiskAssessment Score(RiskSignals signals, Instant asOf, RiskBand? recordedBand, bool isOutage)
    {
        RequireWeights(signals);
        Span<long?> known = stackalloc long?[_weights.Count];
        var coverage = 0;
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = ToUnits(_weights[i].Key, signals.ValueOf(_weights[i].Key));
            if (known[i] is not null) coverage += _weights[i].BasisPoints;
        }

        if (coverage == 0) return Unscored(RiskStatus.NoKnownSignal, RiskReasons.NoKnownSignal, asOf);
        Span<long> taken = stackalloc long[known.Length];
        Span<int> points = stackalloc int[known.Length];
        var whole = Policy.Missing == MissingSignals.Reweight ? coverage : WholeWeight;
        for (var i = 0; i < known.Length; i++)
        {
            taken[i] = known[i] ?? Policy.Missing switch
            {
                MissingSignals.Neutral => Unit / 2,
                MissingSignals.AssumeWorst => Unit,
                _ => 0,
            };
        }

        var score = Allocate(taken, whole, points);
        var band = Policy.BandOf(score, recordedBand);
        var contributions = new RiskContribution[known.Length];
        for (var i = 0; i < known.Length; i++)
            contributions[i] = new RiskContribution(_weights[i].Key, _weights[i].BasisPoints, signals.ValueOf(_weights[i].Key), RiskScore.FromHundredths(points[i]));
        var dominant = DominantOf(known);
        var isProvisional = coverage < Policy.MinimumCoverage;
        return new RiskAssessment
        {
            Status = RiskStatus.Scored,
            Score = score,
            Band = band,
            Contributions = ValueList.Create<RiskContribution>(contributions),
            Dominant = dominant,
            Interventions = InterventionsFor(dominant, band, signals.IsHighValue),
            CoverageBasisPoints = coverage,
            FeasibleFrom = Feasible(known, missing: 0),
            FeasibleTo = Feasible(known, missing: Unit),
            IsProvisional = isProvisional,
            IsHighValue = signals.IsHighValue,
            IsDataAlarm = isOutage,
            Reasons = ReasonsFor(known, isProvisional, signals.IsHighValue, isOutage),
            ModelVersion = _modelVersion,
            AsOf = asOf,
        };
    }

    private void RequireWeights(RiskSignals signals)
    {
        foreach (var custom in signals.Custom)
        {
            if (!Policy.CustomWeights.Any(w => string.Equals(w.Key, custom.Key, StringComparison.Ordinal)))
                throw new ArgumentException($"custom signal '{Text.Names.Shorten(custom.Key)}' has no weight in the policy.", nameof(signals));
        }
    }

    /// <summary>A signal to nine decimals, as whole billionths; null: unknown.</summary>
    internal static long? ToUnits(string key, double? value) => value switch
    {
        null => null,
        >= 0 and <= 1 => (long)Math.Floor((value.Value * Unit) + 0.5),
        _ => throw new ArgumentException(FormattableString.Invariant($"signal '{key}' is {value}: a number from 0 to 1, or null where it is unknown, is allowed.")),
    };

    /// <summary>
    /// score = 10,000 Σ w s / W hundredths, rounded half up; each signal gets the floor of its part, and the hundredths left
    /// over go to the largest remainders.
    /// </summary>
    private RiskScore Allocate(ReadOnlySpan<long> signals, long whole, Span<int> points)
    {
        var divisor = whole * Unit;
        Span<long> remainders = stackalloc long[signals.Length];
        var (sum, left) = (0L, 0);
        for (var i = 0; i < signals.Length; i++)
        {
            var part = RiskScore.MaxHundredths * (_weights[i].BasisPoints * signals[i]);
            sum += part;
            points[i] = (int)(part / divisor);
            remainders[i] = part % divisor;
            left -= points[i];
        }

        var score = (int)((sum + (divisor / 2)) / divisor);
        for (left += score; left > 0; left--)
        {
            var largest = 0;
            for (var i = 1; i < remainders.Length; i++)
            {
                if (remainders[i] > remainders[largest]) largest = i;
            }

            points[largest]++;
            remainders[largest] = -1;
        }

        return RiskScore.FromHundredths(score);
    }

    private RiskScore Feasible(ReadOnlySpan<long?> known, long missing)
    {
        var sum = 0L;
        for (var i = 0; i < known.Length; i++) sum += RiskScore.MaxHundredths * (_weights[i].BasisPoints * (known[i] ?? missing));
        const long Divisor = WholeWeight * Unit;
        return RiskScore.FromHundredths((int)((sum + (Divisor / 2)) / Divisor));
    }

    private string? DominantOf(ReadOnlySpan<long?> known)
    {
        var (best, dominant) = (0L, default(string));
        for (var i = 0; i < known.Length; i++)
        {
            var part = _weights[i].BasisPoints * (known[i] ?? 0);
            if (part <= best || _weights[i].Key == RiskSignalKeys.StrategicFit) continue;
            (best, dominant) = (part, _weights[i].Key);
        }

        return dominant;
    }

    /// <summary>The stable code of what to do when a signal dominates, or null.</summary>
    internal string? InterventionOf(string? dominant) => dominant switch
    {
        null => null,
        RiskSignalKeys.ProgressLatency => RiskInterventions.SetupSimplification,
        RiskSignalKeys.EngagementDecay => RiskInterventions.HighTouchSupport,
        RiskSignalKeys.ComplexityMismatch => RiskInterventions.StarterDowngrade,
        _ => _custom.FirstOrDefault(s => string.Equals(s.Key, dominant, StringComparison.Ordinal))?.Intervention,
    };

    private ValueList<string> InterventionsFor(string? dominant, RiskBand band, bool isHighValue)
    {
        var interventions = new List<string>(2);
        if (InterventionOf(dominant) is { } own) interventions.Add(own);
        if (isHighValue && band >= RiskBand.Elevated) interventions.Add(RiskInterventions.FounderAssistPriority);
        return [.. interventions];
    }

    private ValueList<string> ReasonsFor(ReadOnlySpan<long?> known, bool isProvisional, bool isHighValue, bool isOutage)
    {
        var reasons = new List<string>();
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i] is null) reasons.Add(_weights[i].Key + RiskReasons.MissingSuffix);
            else if (known[i] >= Unit / 2) reasons.Add(_weights[i].Key + RiskReasons.HighSuffix);
        }

        if (isHighValue) reasons.Add(RiskReasons.HighValue);
        if (isProvisional) reasons.Add(RiskReasons.LowCoverage);
        if (isOutage) reasons.Add(RiskReasons.EngagementOutage);
        return [.. reasons];
    }

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
