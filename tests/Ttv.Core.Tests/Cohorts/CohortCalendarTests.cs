using NodaTime;

namespace Ttv.Cohorts;

public class CohortCalendarTests
{
    [Theory]
    [InlineData("2027-01-01", "2026-W53")]
    [InlineData("2026-12-28", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    [InlineData("2026-03-02", "2026-W10")]
    [InlineData("2024-12-30", "2025-W01")]
    public void WeekOf_IsoDate_GivesTheIsoWeekYear(string date, string key) =>
        Assert.Equal(key, new CohortCalendar(DateTimeZone.Utc, null).WeekOf(Noon(date)).Key);

    [Theory]
    [InlineData("1997-01-01", "1997-01-01")]
    [InlineData("1997-01-07", "1997-01-01")]
    [InlineData("1997-01-08", "1997-01-08")]
    [InlineData("1996-12-31", "1996-12-25")]
    public void WeekOf_OwnOrigin_CountsWholeWeeksFromIt(string date, string key) =>
        Assert.Equal(key, new CohortCalendar(DateTimeZone.Utc, new LocalDate(1997, 1, 1)).WeekOf(Noon(date)).Key);

    [Fact]
    public void WeekOf_Zone_TakesTheLocalDate()
    {
        var sunday = Instant.FromUtc(2026, 3, 1, 23, 30);

        Assert.Equal("2026-W09", new CohortCalendar(DateTimeZone.Utc, null).WeekOf(sunday).Key);
        Assert.Equal("2026-W10", new CohortCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], null).WeekOf(sunday).Key);
    }

    [Fact]
    public void WeekOf_AcrossAClockChange_KeepsWholeLocalWeeks()
    {
        var calendar = new CohortCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], null);
        var lastSecond = new LocalDateTime(2026, 3, 29, 23, 59, 59).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();

        Assert.Equal("2026-W13", calendar.WeekOf(lastSecond).Key);
        Assert.Equal("2026-W14", calendar.WeekOf(lastSecond + Duration.FromSeconds(1)).Key);
    }

    /// <summary>Samoa went from the 29th to the 31st of December 2011, and a week of its own may begin on the day between.</summary>
    [Fact]
    public void WeekOf_FirstDayLeftOutByTheZone_BeginsWithTheNextDay()
    {
        var calendar = new CohortCalendar(DateTimeZoneProviders.Tzdb["Pacific/Apia"], new LocalDate(2011, 1, 7));
        var change = Instant.FromUtc(2011, 12, 30, 10, 0);

        Assert.Equal("2011-12-23", calendar.WeekOf(change - Duration.Epsilon).Key);
        Assert.Equal("2011-12-30", calendar.WeekOf(change).Key);
        Assert.Equal(change, calendar.StartOf(calendar.WeekOf(change)));
    }

    private static Instant Noon(string date) => (NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value + new LocalTime(12, 0)).InUtc().ToInstant();
}
