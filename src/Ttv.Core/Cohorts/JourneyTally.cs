using System.Globalization;
using NodaTime;
using Ttv.Assist;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Cohorts;

/// <summary>Takes journeys one by one and keeps what the review needs of them.</summary>
internal sealed class JourneyTally
{
    private readonly WeeklyShares _conversionShares = new();
    private readonly WeeklyShares _blockerShares = new();
    private readonly StepConversions _conversions;
    private readonly BlockerTally _blockers;
    private readonly FunnelTally _funnel = new();
    private readonly LayerTally _layers = new();
    private readonly Recovery _recovery = new();
    private readonly RiskDistribution.Tally _risk;
    private readonly SortedDictionary<string, (long Accounts, long Count)> _findings = new(StringComparer.Ordinal);

    public JourneyTally(CohortCalendar calendar, RiskScorer scorer)
    {
        _risk = new RiskDistribution.Tally(scorer);
        _conversions = new StepConversions(calendar, _conversionShares);
        _blockers = new BlockerTally(calendar, _blockerShares);
    }

    public List<AccountOutcome> Rows { get; } = [];

    public Instant? ObservedUntil { get; private set; }

    public void Add(Journey journey)
    {
        ObservedUntil = journey.ObservedUntil;
        if (AccountOutcome.From(journey) is { } row) Rows.Add(row);
        _conversions.Add(journey);
        _blockers.Add(journey);
        _funnel.Add(journey);
        _layers.Add(journey);
        _recovery.Add(journey);
        _risk.Add(journey);
        foreach (var finding in journey.Findings)
        {
            var (accounts, count) = _findings.GetValueOrDefault(finding.Code);
            _findings[finding.Code] = (accounts + 1, count + finding.Count);
        }
    }

    public CohortReview Complete(CohortReview review, TtvDefinitions definitions)
    {
        _blockers.CountShares();
        var steps = _conversionShares.FindDepartures();
        var blockers = _blockerShares.FindDepartures();
        var recovery = _recovery.ToRate();
        var qualities = DefinitionLinter.Lint(definitions.Catalog);
        return review with
        {
            Definitions = DefinitionsHash.Of(definitions),
            Funnel = _funnel.ToSteps(),
            StepConversions = _conversionShares.ToCells(),
            BlockerShares = _blockerShares.ToCells(),
            StepDepartures = steps,
            BlockerDepartures = blockers,
            Blockers = _blockers.ToRanks(),
            Recovery = recovery,
            Risk = _risk.ToDistribution(),
            Layers = review.Overall is { } overall ? _layers.ToKpis(qualities, overall, recovery, review.Trend) : [],
            Findings =
            [
                .. steps.Select(d => Describe(ReviewFindings.StepConversionDeparture, d)),
                .. blockers.Select(d => Describe(ReviewFindings.BlockerDeparture, d)),
                .. review.Findings.Where(f => f.Code != ReviewFindings.FirstValueBeforeSignUp),
                .. _findings.Select(f => new ReviewFinding(f.Key, "all", string.Create(CultureInfo.InvariantCulture, $"{f.Value.Accounts} accounts: {Explain(f.Key)}"), f.Value.Count)),
                .. qualities.SelectMany(q => q.Findings.Select(f => new ReviewFinding(f.Code, $"segment={q.Segment}", f.Message, 1))),
            ],
        };
    }

    private static ReviewFinding Describe(string code, Departure d)
    {
        var where = d.Slice == WeeklyShares.All ? "" : $" where {d.Slice}";
        var weeks = d.From == d.To ? $"week {d.From.Key}" : $"weeks {d.From.Key} to {d.To.Key}";
        var share = string.Create(CultureInfo.InvariantCulture, $"{100 * d.Within.Value:0.0} %");
        var what = code == ReviewFindings.StepConversionDeparture
            ? $"{share} of attempts at {d.Subject}{where} led on to the next step"
            : $"{d.Subject} made up {share} of path events and obstacles{where}";
        return new ReviewFinding(
            code,
            d.Slice == WeeklyShares.All ? d.Subject : $"{d.Subject}/{d.Slice}",
            string.Create(CultureInfo.InvariantCulture, $"{what} in {weeks}, against {100 * d.Elsewhere.Value:0.0} % in the other weeks ({d.Within.Successes} of {d.Within.Trials}; p = {d.P:0.0e+0}, corrected)."),
            d.Within.Trials);
    }

    private static string Explain(string code) => code switch
    {
        JourneyFindings.FirstValueBeforeSignUp => "first value lies before sign-up; they leave the time metrics and nudging until that is corrected.",
        JourneyFindings.NoSignUp => "the log holds no sign-up; they have no clock.",
        JourneyFindings.NoSegment => "no segment is known; they have no path.",
        JourneyFindings.ConflictingDuplicate => "events with the same id disagree; the one recorded first counts.",
        JourneyFindings.ImpossibleTime => "events with an impossible time were set aside.",
        JourneyFindings.UnknownVariant => "a change to a path variant that the segment does not have was left out.",
        JourneyFindings.ResumedWithoutStop => "a clock was resumed, or an account came back, without a stop before it.",
        JourneyFindings.UnknownNudge => "an answer to a nudge that was never sent was left out.",
        _ => code,
    };
}
