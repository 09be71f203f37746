using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Random accounts of a seed, with everything that makes a review hard: ties, censoring, cancellations and win-backs, value
/// before sign-up, sign-ups yet to come, answers unknown, clocks that change, and times in units from microseconds to days.
/// </summary>
internal sealed class OutcomeCase
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo"];
    private static readonly long[] Units = [1, 1_000, 1_000_000, 3_600_000_000, 86_400_000_000];
    private static readonly string[] Plans = ["free", "pro", "none", "team"];

    public OutcomeCase(int seed, int? size = null)
    {
        var random = new Random(seed);
        var count = size ?? (random.Next(10) == 0 ? random.Next(2_000, 6_000) : random.Next(0, 300));
        var unit = Units[random.Next(Units.Length)];
        var days = random.Next(2, 200);
        var start = Instant.FromUtc(2011, random.Next(1, 13), random.Next(1, 29), 0, 0);
        var (churning, converting, unknown) = (random.NextDouble() * random.Next(2), random.NextDouble(), random.Next(3) / 2.0);
        ObservedUntil = start + Duration.FromTicks(10 * (random.Next(2) == 0 ? Whole(days * 86_400e6) : (long)(days * 86_400e6) + random.Next(1_000_000)));
        Zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        WeekOrigin = random.Next(3) == 0 ? new LocalDate(2011, 1, random.Next(3, 8)) : null;
        Policy = new ReviewPolicy { Zone = Zone, WeekOrigin = WeekOrigin, MinimumMature = random.Next(1, 40) };
        if (random.Next(3) == 0) Policy = Policy with { Horizons = [Duration.FromDays(30), Duration.FromHours(5), Duration.FromDays(7)] };
        DegreeOfParallelism = random.Next(1, 5);
        var rows = new AccountOutcome[count];
        for (var i = 0; i < count; i++)
        {
            var signedUp = start + Micro(Whole(random.NextDouble() * (days + 3) * 86_400e6));
            rows[i] = new AccountOutcome
            {
                Account = AccountId.Create($"a{i}"),
                SignedUpAt = signedUp,
                Segment = random.Next(4) == 0 ? null : SegmentKey.Create($"s{random.Next(3)}"),
                Profile = random.Next(4) == 0 ? EventProperties.Empty : EventProperties.Of(("plan", Plans[random.Next(Plans.Length)])),
                FirstValueAt = random.NextDouble() < converting ? signedUp + Micro(Whole((Math.Pow(random.NextDouble(), 3) * 60 * 86_400e6) - (random.Next(50) == 0 ? 86_400e6 : 0))) : null,
                ChurnedAt = random.NextDouble() < churning ? signedUp + Micro(Whole((random.NextDouble() * 60 * 86_400e6) - (random.Next(50) == 0 ? 86_400e6 : 0))) : null,
                WasActiveInWeek2 = Answer(),
                WasAssisted = Answer(),
                WasAssistedBeforeFirstValue = Answer(),
                IsAccountable = Answer(),
            };
        }

        Rows = rows;

        long Whole(double microseconds) => (long)Math.Round(microseconds / unit) * unit;

        bool? Answer() => random.NextDouble() < unknown ? null : random.Next(2) == 0;
    }

    public IReadOnlyList<AccountOutcome> Rows { get; }

    public Instant ObservedUntil { get; }

    public DateTimeZone Zone { get; }

    public LocalDate? WeekOrigin { get; }

    public ReviewPolicy Policy { get; }

    public int DegreeOfParallelism { get; }

    public OutcomeColumns Columns => OutcomeColumns.From(Rows);

    /// <summary>The weeks split by the rows' own plan, as a column.</summary>
    public ReviewGroups WeeksByPlan => ReviewGroups.Weeks(Zone, WeekOrigin)
        .By("plan", Rows.Select(r => r.Profile["plan"] is { } plan ? Array.IndexOf(Plans, plan.ToString()) : -1).ToArray(), [.. Plans]);

    public ValueList<CohortResult> Review(ReviewGroups groups, bool withCurves = false, int? workers = null, ReviewWorkspace? workspace = null)
    {
        using var own = new ReviewWorkspace();
        return new BulkReviewer(Policy).Review(Columns, Request(groups, withCurves, workers), workspace ?? own).Results;
    }

    public BulkReviewRequest Request(ReviewGroups groups, bool withCurves = false, int? workers = null) => new()
    {
        ObservedUntil = ObservedUntil,
        Groups = groups,
        WithCurves = withCurves,
        DegreeOfParallelism = workers ?? DegreeOfParallelism,
    };

    /// <summary>The review of one row at a time.</summary>
    public CohortReview Expect(string? by = null) => new CohortReviewer(Policy with { By = by }).Review(Rows, ObservedUntil);

    private static Duration Micro(long microseconds) => Duration.FromTicks(10 * microseconds);
}
