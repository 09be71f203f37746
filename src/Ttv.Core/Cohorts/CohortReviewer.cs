using System.Globalization;
using NodaTime;
using Ttv.Bands;
using Ttv.Journeys;
using Ttv.Risk;
using Ttv.Segments;
using Ttv.Statistics.Tests;
using Ttv.Statistics.Trends;

namespace Ttv.Cohorts;

/// <summary>Makes the weekly review, from journeys or from rows of a user's own table.</summary>
/// <remarks>
/// A cohort is the accounts of one sign-up week; the median and the 7-day value rate are Aalen-Johansen estimates (Aalen and
/// Johansen 1978; Kaplan-Meier's where nobody cancels), which count the accounts still waiting. Journeys are read once and
/// not kept: memory grows with a row an account. Immutable and thread-safe.
/// </remarks>
public sealed class CohortReviewer
{
    private readonly RiskScorer _scorer;

    /// <summary>Creates a reviewer.</summary>
    /// <param name="policy">How cohorts are formed and judged; null takes <see cref="ReviewPolicy.Default"/>.</param>
    /// <param name="scorer">Scores the open accounts; null takes the default risk policy.</param>
    /// <exception cref="TtvValidationException">The policy breaks a rule; every fault is listed.</exception>
    public CohortReviewer(ReviewPolicy? policy = null, RiskScorer? scorer = null)
    {
        Policy = policy ?? ReviewPolicy.Default;
        Policy.Validate();
        _scorer = scorer ?? new RiskScorer();
    }

    /// <summary>How cohorts are formed and judged.</summary>
    public ReviewPolicy Policy { get; }

    /// <summary>Reviews journeys.</summary>
    /// <param name="journeys">One journey an account, all as of the same instant, in any order; read once.</param>
    /// <param name="definitions">What the journeys were read by.</param>
    /// <param name="asOf">The instant the journeys are of.</param>
    /// <exception cref="ArgumentException">A journey is of another instant, or an account stands twice.</exception>
    public CohortReview Review(IEnumerable<Journey> journeys, TtvDefinitions definitions, Instant asOf) => Review(journeys, definitions, asOf, ReviewContext.Empty);

    /// <summary>Reviews journeys beside an earlier review and the cohorts' trail.</summary>
    /// <param name="journeys">One journey an account, all as of the same instant, in any order; read once.</param>
    /// <param name="definitions">What the journeys were read by.</param>
    /// <param name="asOf">The instant the journeys are of.</param>
    /// <param name="context">What the review is set beside.</param>
    /// <exception cref="ArgumentException">A journey is of another instant, or an account stands twice.</exception>
    public CohortReview Review(IEnumerable<Journey> journeys, TtvDefinitions definitions, Instant asOf, ReviewContext context)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(context);
        var zone = Policy.Zone ?? definitions.Zone;
        var at = Instants.Quantise(asOf);
        var tally = new ReviewTally(new ReviewTerms(definitions.Catalog), new EventWeeks(new CohortCalendar(zone, Policy.WeekOrigin)));
        var risk = new RiskDistribution.Tally(_scorer.Policy);
        var rows = new List<AccountOutcome>();
        Instant? observedUntil = null;
        foreach (var journey in journeys)
        {
            if (journey.AsOf != at) throw new ArgumentException($"The journey of account '{journey.Account}' is as of {journey.AsOf}: one as of {at} is needed.", nameof(journeys));
            observedUntil = journey.ObservedUntil;
            if (AccountOutcome.From(journey) is { } row) rows.Add(row);
            tally.Add(journey);
            risk.Add(_scorer.Score(journey, journey.AsOf));
        }

        return tally.Complete(Review(rows, observedUntil ?? at, at, zone, context), definitions, risk.ToDistribution());
    }

    /// <summary>Reviews rows of a user's own table: the metrics, the cohorts and the trend.</summary>
    /// <param name="outcomes">One row an account, in any order; read once.</param>
    /// <param name="observedUntil">Where observation ends: what happened later does not count.</param>
    /// <exception cref="ArgumentException">An account stands twice.</exception>
    public CohortReview Review(IEnumerable<AccountOutcome> outcomes, Instant observedUntil) => Review(outcomes, observedUntil, ReviewContext.Empty);

    /// <summary>Reviews rows of a user's own table beside an earlier review and the cohorts' trail.</summary>
    /// <param name="outcomes">One row an account, in any order; read once.</param>
    /// <param name="observedUntil">Where observation ends: what happened later does not count.</param>
    /// <param name="context">What the review is set beside.</param>
    /// <exception cref="ArgumentException">An account stands twice.</exception>
    public CohortReview Review(IEnumerable<AccountOutcome> outcomes, Instant observedUntil, ReviewContext context)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(context);
        var until = Instants.Quantise(observedUntil);
        return Review([.. outcomes], until, until, Policy.Zone ?? DateTimeZone.Utc, context);
    }

    /// <summary>Makes the review of its parts.</summary>
    internal static CohortReview Assemble(ReviewParts parts, ReviewPolicy policy, ReviewContext context)
    {
        var findings = new List<ReviewFinding>();
        Note(ReviewFindings.SignedUpAfterObservation, parts.SignedUpAfterObservation, "signed up after the end of observation; they are left out.");
        Note(ReviewFindings.FirstValueBeforeSignUp, parts.FirstValueBeforeSignUp, "have first value before sign-up; they leave the time metrics until that is corrected.");
        if (parts.Overall is { Achieved: 0 } all) Note(ReviewFindings.NoFirstValue, all.Accounts, "and none has reached first value: check the first-value event's name against the log.");
        return new CohortReview
        {
            AsOf = parts.AsOf,
            ObservedUntil = parts.ObservedUntil,
            Zone = parts.Zone.Id,
            WeekOrigin = policy.WeekOrigin,
            By = policy.By,
            Overall = parts.Overall,
            Segments = parts.Segments,
            SegmentTest = parts.SegmentTest,
            Cohorts = parts.Cohorts,
            Trend = TrendOf(parts, policy),
            Lagging = parts.Cohorts.Where(r => r.IsLagging).Select(r => AccountabilityGate.Check(r.Key, context.CohortFacts, parts.AsOf)).ToValueList(),
            Findings = [.. findings],
            PreviousAsOf = context.Previous?.AsOf,
        };

        void Note(string code, long count, string message)
        {
            if (count > 0) findings.Add(new ReviewFinding(code, "all", string.Create(CultureInfo.InvariantCulture, $"{count} accounts {message}"), count));
        }
    }

    /// <summary>Each week's score in Tarone's test: its distance from the first.</summary>
    internal static double[] ScoresOf(IReadOnlyList<CohortWeek> weeks) => [.. weeks.Select(w => (double)CohortCalendar.Between(weeks[0], w))];

    /// <summary>What is expected at sign-up of an account of a segment: the segment's median.</summary>
    internal static ExpectedTtv ExpectedOf(SegmentKey segment, ValueList<CohortResult> segments)
    {
        var median = segments.First(s => s.Key == $"segment={segment}")[MetricKind.MedianTtv].Value;
        return new ExpectedTtv(median is { } seconds ? Duration.FromSeconds(seconds) : null, ExpectationBasis.SegmentMedian);
    }

    private CohortReview Review(List<AccountOutcome> all, Instant observedUntil, Instant asOf, DateTimeZone zone, ReviewContext context)
    {
        var previous = context.Previous;
        all.Sort((left, right) => left.Account.CompareTo(right.Account));
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].Account == all[i - 1].Account) throw new ArgumentException($"Account '{all[i].Account}' stands twice: one row an account is needed.", nameof(all));
        }

        var rows = all.FindAll(r => r.SignedUpAt <= observedUntil && !(r.FirstValueAt < r.SignedUpAt));
        var seen = Instrumentation.Of(rows);
        var calendar = new CohortCalendar(zone, Policy.WeekOrigin);
        var overall = new CohortTally("all", null);
        var segments = new SortedDictionary<SegmentKey, CohortTally>();
        foreach (var row in rows)
        {
            overall.Add(row, observedUntil, Policy.WarningAge);
            if (row.Segment is not { } segment) continue;
            if (!segments.TryGetValue(segment, out var own)) segments[segment] = own = new CohortTally($"segment={segment}", null);
            own.Add(row, observedUntil, Policy.WarningAge);
        }

        var segmentResults = segments.Values.Select(t => t.ToResult(Policy, seen, previous?.Find(t.Key), withCurve: true)).ToValueList();
        var weeks = new SortedDictionary<LocalDate, CohortTally>();
        var cohorts = new Dictionary<string, CohortTally>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var week = calendar.WeekOf(row.SignedUpAt);
            if (!weeks.TryGetValue(week.Start, out var weekly)) weeks[week.Start] = weekly = new CohortTally(week.Key, week);
            weekly.Add(row, observedUntil, Policy.WarningAge);
            if (Policy.By is null) continue;
            var key = $"{week.Key}/{Policy.By}={GroupOf(row, segmentResults)}";
            if (!cohorts.TryGetValue(key, out var cohort)) cohorts[key] = cohort = new CohortTally(key, week);
            cohort.Add(row, observedUntil, Policy.WarningAge);
        }

        IEnumerable<CohortTally> split = Policy.By is null ? weeks.Values : cohorts.Values.OrderBy(c => c.Week!.Start).ThenBy(c => c.Key, StringComparer.Ordinal);
        return Assemble(
            new ReviewParts
            {
                AsOf = asOf,
                ObservedUntil = observedUntil,
                Zone = zone,
                Overall = rows.Count == 0 ? null : overall.ToResult(Policy, seen, previous?.Overall, withCurve: true),
                Segments = segmentResults,
                SegmentTest = segments.Count < 2 ? null : SegmentTest.From(LogRank.Test([.. segments.Values.Select(s => s.ToData())])),
                Cohorts = split.Select(c => c.ToResult(Policy, seen, previous?.Find(c.Key), withCurve: false)).ToValueList(),
                Weeks = [.. weeks.Values.Select(w => w.Trend!)],
                Trend = TaroneTrend.Test([.. weeks.Values.Select(w => w.ToData())], ScoresOf([.. weeks.Values.Select(w => w.Week!)])),
                SignedUpAfterObservation = all.Count(r => r.SignedUpAt > observedUntil),
                FirstValueBeforeSignUp = all.Count(r => r.FirstValueAt < r.SignedUpAt),
            },
            Policy,
            context);
    }

    private string GroupOf(AccountOutcome row, ValueList<CohortResult> segments) => Policy.By switch
    {
        ReviewPolicy.BySegment => row.Segment?.Value ?? "none",
        ReviewPolicy.ByBand => row.Segment is { } segment ? WireName.Of(ExpectedOf(segment, segments).Band) : "none",
        var key => row.Profile[key!]?.ToString() ?? "none",
    };

    private static ReviewTrend TrendOf(ReviewParts parts, ReviewPolicy policy)
    {
        var points = parts.Weeks.Where(w => w.IsFollowed && w.Accounts >= policy.MinimumMature).Select(w => w.ToPoint()).ToValueList();
        var slope = points.Count < 3 ? null : TheilSen.Estimate(
            points.Select(p => (double)CohortCalendar.Between(parts.Weeks[0].Week, p.Week)).ToArray(),
            points.Select(p => p.Mean.TotalHours).ToArray());
        return new ReviewTrend
        {
            Points = points,
            SlopeHoursPerWeek = slope?.Slope,
            LowerHoursPerWeek = slope?.Lower,
            UpperHoursPerWeek = slope?.Upper,
            Test = parts.Trend,
        };
    }
}
