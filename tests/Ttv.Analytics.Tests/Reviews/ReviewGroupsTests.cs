using FsCheck.Xunit;
using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

public class ReviewGroupsTests
{
    [Theory]
    [InlineData("Europe/Berlin", null)]
    [InlineData("America/New_York", "2019-12-29")]
    [InlineData("Pacific/Apia", "2011-12-26")]
    [InlineData("America/Sao_Paulo", "2018-01-07")]
    [InlineData("Australia/Lord_Howe", null)]
    public void IndexOf_EveryFifthHourAndBoundary_IsTheCalendarsWeek(string zone, string? origin)
    {
        var (tz, start) = (DateTimeZoneProviders.Tzdb[zone], origin is null ? default(LocalDate?) : NodaTime.Text.LocalDatePattern.Iso.Parse(origin).Value);
        var calendar = new CohortCalendar(tz, start);
        var first = Instant.FromUtc(2010, 3, 3, 5, 0).ToUnixTimeTicks() / 10;
        var last = Instant.FromUtc(2020, 3, 3, 5, 0).ToUnixTimeTicks() / 10;
        var weeks = new WeekBoundaries(tz, start, first, last);
        var times = Enumerable.Range(0, (int)((last - first) / 18_000_000_000)).Select(h => first + (h * 18_000_000_000L))
            .Concat(weeks.Weeks.Skip(1).Select(w => calendar.StartOf(w).ToUnixTimeTicks() / 10).SelectMany(b => new[] { b - 1, b, b + 1 }))
            .ToArray();
        var found = new int[times.Length];
        weeks.IndexOf(times, found);

        for (var i = 0; i < times.Length; i++) Assert.Equal(calendar.WeekOf(Instant.FromUnixTimeTicks(times[i] * 10)), weeks.Weeks[found[i]]);
    }

    [Fact]
    public void By_ColumnAlone_LeavesAccountsWithoutAValueOut()
    {
        var columns = OutcomeColumns.Create([0, 0, 0, 0], [], [], [], [], []);
        var results = Review(columns, ReviewGroups.All.By("plan", new[] { 1, -1, 0, 2 }, ["pro", "free", "free"]));

        Assert.Equal([("plan=free", 2L), ("plan=pro", 1L)], results.Select(r => (r.Key, r.Accounts)));
    }

    [Fact]
    public void By_FaultyColumn_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ReviewGroups.All.By("plan", new[] { 1 }, ["pro"]));
        Assert.Throws<ArgumentException>(() => ReviewGroups.All.By("plan", new[] { -2 }, ["pro"]));
        Assert.Throws<ArgumentException>(() => Review(OutcomeColumns.Create([0, 0], [], [], [], [], []), ReviewGroups.All.By("plan", new[] { 0 }, ["pro"])));
    }

    [Fact]
    public void By_SplitAlready_IsRefused() => Assert.Throws<InvalidOperationException>(() => ReviewGroups.All.BySegment().ByBand([]));

    [Fact]
    public void Weeks_FarMoreThanAccounts_AreThoseThatHaveOne()
    {
        var values = Enumerable.Range(0, 1_000).Select(i => $"v{i}").ToArray();
        var columns = OutcomeColumns.Create([-OutcomeColumns.Latest, 0], [], [], [], [], []);

        Assert.Equal(
            ["1827-W16/v=v7", "1970-W01/v=none"],
            Review(columns, ReviewGroups.Weeks(DateTimeZone.Utc).By("v", new[] { 7, -1 }, [.. values])).Select(r => r.Key));
    }

    private static ValueList<CohortResult> Review(OutcomeColumns columns, ReviewGroups groups)
    {
        using var workspace = new ReviewWorkspace();
        return new BulkReviewer().Review(columns, new BulkReviewRequest { ObservedUntil = Instant.FromUtc(2026, 3, 2, 0, 0), Groups = groups }, workspace).Results;
    }
}
