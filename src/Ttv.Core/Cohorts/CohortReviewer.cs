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
        var tally = new JourneyTally(new CohortCalendar(zone, Policy.WeekOrigin), _scorer);
        foreach (var journey in journeys)
        {
            if (journey.AsOf != at) throw new ArgumentException($"The journey of account '{journey.Account}' is as of {journey.AsOf}: one as of {at} is needed.", nameof(journeys));
            tally.Add(journey);
        }

        var review = Review(tally.Rows, tally.ObservedUntil ?? at, at, zone, context);
        return tally.Complete(review, definitions);
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

    private CohortReview Review(List<AccountOutcome> all, Instant observedUntil, Instant asOf, DateTimeZone zone, ReviewContext context)
    {
        var previous = context.Previous;
        var findings = new List<ReviewFinding>();
        // Sums of doubles depend on their order; the accounts' own order makes the review the same however the rows arrive.
        all.Sort((left, right) => left.Account.CompareTo(right.Account));
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].Account == all[i - 1].Account) throw new ArgumentException($"Account '{all[i].Account}' stands twice: one row an account is needed.", nameof(all));
        }

        var rows = all.FindAll(r => r.SignedUpAt <= observedUntil && !(r.FirstValueAt < r.SignedUpAt));
        Note(ReviewFindings.SignedUpAfterObservation, all.Count(r => r.SignedUpAt > observedUntil), "signed up after the end of observation; they are left out.");
        Note(ReviewFindings.FirstValueBeforeSignUp, all.Count(r => r.FirstValueAt < r.SignedUpAt), "have first value before sign-up; they leave the time metrics until that is corrected.");

        var seen = Instrumentation.Of(rows);
        var calendar = new CohortCalendar(zone, Policy.WeekOrigin);
        var warningAge = Policy.WarningAge;
        var overall = new CohortTally("all", null);
        var segments = new SortedDictionary<SegmentKey, CohortTally>();
        foreach (var row in rows)
        {
            overall.Add(row, observedUntil, warningAge);
            if (row.Segment is not { } segment) continue;
            if (!segments.TryGetValue(segment, out var own)) segments[segment] = own = new CohortTally($"segment={segment}", null);
            own.Add(row, observedUntil, warningAge);
        }

        var segmentResults = segments.Values.Select(t => t.ToResult(Policy, seen, previous?.Find(t.Key), withCurve: true)).ToValueList();
        var weeks = new SortedDictionary<LocalDate, WeekTally>();
        var cohorts = new Dictionary<string, CohortTally>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var week = calendar.WeekOf(row.SignedUpAt);
            if (!weeks.TryGetValue(week.Start, out var weekly)) weeks[week.Start] = weekly = new WeekTally(week);
            weekly.Add(row, observedUntil, warningAge);
            var key = GroupOf(row, segmentResults) is { } group ? $"{week.Key}/{Policy.By}={group}" : week.Key;
            if (!cohorts.TryGetValue(key, out var cohort)) cohorts[key] = cohort = new CohortTally(key, week);
            cohort.Add(row, observedUntil, warningAge);
        }

        var results = cohorts.Values.OrderBy(c => c.Week!.Start).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.ToResult(Policy, seen, previous?.Find(c.Key), withCurve: false)).ToValueList();
        var total = rows.Count == 0 ? null : overall.ToResult(Policy, seen, previous?.Overall, withCurve: true);
        if (total is { Achieved: 0 }) Note(ReviewFindings.NoFirstValue, rows.Count, "and none has reached first value: check the first-value event's name against the log.");
        return new CohortReview
        {
            AsOf = asOf,
            ObservedUntil = observedUntil,
            Zone = zone.Id,
            WeekOrigin = Policy.WeekOrigin,
            By = Policy.By,
            Overall = total,
            Segments = segmentResults,
            SegmentTest = segments.Count < 2 ? null : TestOf([.. segments.Values]),
            Cohorts = results,
            Trend = TrendOf([.. weeks.Values]),
            Lagging = results.Where(r => r.IsLagging).Select(r => AccountabilityGate.Check(r.Key, context.CohortFacts, asOf)).ToValueList(),
            Findings = [.. findings],
            PreviousAsOf = previous?.AsOf,
        };

        void Note(string code, int count, string message)
        {
            if (count > 0) findings.Add(new ReviewFinding(code, "all", string.Create(CultureInfo.InvariantCulture, $"{count} accounts {message}"), count));
        }
    }

    private static SegmentTest? TestOf(List<CohortTally> segments) =>
        LogRank.Test([.. segments.Select(s => s.ToData())]) is { } test ? new SegmentTest(test.ChiSquared, test.DegreesOfFreedom, test.P) : null;

    private string? GroupOf(AccountOutcome row, ValueList<CohortResult> segments) => Policy.By switch
    {
        null => null,
        ReviewPolicy.BySegment => row.Segment?.Value ?? "none",
        ReviewPolicy.ByBand => row.Segment is { } segment ? WireName.Of(ExpectedOf(segment, segments).Band) : "none",
        var key => row.Profile[key]?.ToString() ?? "none",
    };

    /// <summary>What is expected at sign-up of an account of a segment: the segment's median.</summary>
    internal static ExpectedTtv ExpectedOf(SegmentKey segment, ValueList<CohortResult> segments)
    {
        var median = segments.First(s => s.Key == $"segment={segment}")[MetricKind.MedianTtv].Value;
        return new ExpectedTtv(median is { } seconds ? Duration.FromSeconds(seconds) : null, ExpectationBasis.SegmentMedian);
    }

    private ReviewTrend TrendOf(List<WeekTally> weeks)
    {
        var points = weeks.Where(w => w.IsFollowed && w.Accounts >= Policy.MinimumMature).Select(w => w.ToPoint()).ToValueList();
        var first = weeks.Count == 0 ? null : weeks[0].Week;
        var slope = points.Count < 3 ? null : TheilSen.Estimate(
            points.Select(p => (double)CohortCalendar.Between(first!, p.Week)).ToArray(),
            points.Select(p => p.Mean.TotalHours).ToArray());
        return new ReviewTrend
        {
            Points = points,
            SlopeHoursPerWeek = slope?.Slope,
            LowerHoursPerWeek = slope?.Lower,
            UpperHoursPerWeek = slope?.Upper,
            Test = weeks.Count < 2 ? null : TaroneTrend.Test(weeks.Select(w => w.ToData()).ToArray(), weeks.Select(w => (double)CohortCalendar.Between(first!, w.Week)).ToArray()),
        };
    }
}
