using System.Globalization;
using Ttv.Assist;
using Ttv.Journeys;
using Ttv.Segments;

namespace Ttv.Cohorts;

/// <summary>Takes accounts one by one and counts what the review says of their ways, beside what it says of their outcomes.</summary>
/// <remarks>All are counts, or estimates of times in any order: tallies of parts, merged in any order, are the tally of the whole.</remarks>
internal sealed class ReviewTally
{
    private readonly StepConversions _conversions;
    private readonly BlockerTally _blockers;
    private readonly FunnelTally _funnel;
    private readonly LayerTally _layers;
    private readonly JourneyWay _journeys;
    private readonly Recovery _recovery = new();
    private readonly SortedDictionary<string, (long Accounts, long Count)> _findings = new(StringComparer.Ordinal);

    public ReviewTally(ReviewTerms terms, EventWeeks weeks)
    {
        _conversions = new StepConversions(terms, weeks);
        _blockers = new BlockerTally(terms, weeks);
        _funnel = new FunnelTally(terms);
        _layers = new LayerTally(terms);
        _journeys = new JourneyWay(terms, weeks);
    }

    public void Add(in AccountWay way)
    {
        _conversions.Add(way);
        _blockers.Add(way);
        _funnel.Add(way);
        _layers.Add(way);
    }

    public void Add(Journey journey)
    {
        Add(_journeys.Read(journey));
        _recovery.Add(journey);
        foreach (var finding in journey.Findings) Note(finding.Code, 1, finding.Count);
    }

    /// <summary>Notes a finding of so many accounts, of which it concerns so many events.</summary>
    public void Note(string code, long accounts, long count)
    {
        if (accounts == 0) return;
        var own = _findings.GetValueOrDefault(code);
        _findings[code] = (own.Accounts + accounts, own.Count + count);
    }

    /// <summary>Takes over what another tally of the same terms has counted; that one is then of no more use.</summary>
    public void Merge(ReviewTally other)
    {
        _conversions.Merge(other._conversions);
        _blockers.Merge(other._blockers);
        _funnel.Merge(other._funnel);
        _layers.Merge(other._layers);
        _recovery.Merge(other._recovery);
        foreach (var (code, (accounts, count)) in other._findings) Note(code, accounts, count);
    }

    /// <summary>The steps counted so far. Sorting the times waited at each takes most of the time of completing, and may be done before on several threads.</summary>
    public IEnumerable<StepTally> Steps => _funnel.Steps;

    public CohortReview Complete(CohortReview review, TtvDefinitions definitions, RiskDistribution risk)
    {
        var (conversionShares, blockerShares) = (_conversions.ToShares(), _blockers.ToShares());
        var steps = conversionShares.FindDepartures();
        var blockers = blockerShares.FindDepartures();
        var recovery = _recovery.ToRate();
        var qualities = DefinitionLinter.Lint(definitions.Catalog);
        return review with
        {
            Definitions = DefinitionsHash.Of(definitions),
            Funnel = _funnel.ToSteps(),
            StepConversions = conversionShares.ToCells(),
            BlockerShares = blockerShares.ToCells(),
            StepDepartures = steps,
            BlockerDepartures = blockers,
            Blockers = _blockers.ToRanks(),
            Recovery = recovery,
            Risk = risk,
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
