using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;

namespace Ttv.Cohorts;

/// <summary>Names the weeks that sign-ups and events fall in: ISO weeks of a zone's local dates, or weeks counted from a date.</summary>
/// <remarks>Not thread-safe: it remembers the weeks it has named.</remarks>
public sealed class CohortCalendar
{
    private readonly DateTimeZone _zone;
    private readonly LocalDate? _origin;
    private readonly Dictionary<LocalDate, CohortWeek> _weeks = [];
    private (Instant From, Instant To, CohortWeek Week) _last = (Instant.MaxValue, Instant.MinValue, new CohortWeek(default, ""));

    /// <summary>Creates a calendar.</summary>
    /// <param name="zone">The zone whose local dates count.</param>
    /// <param name="origin">The first day of any one week; null takes ISO weeks, which begin on Monday.</param>
    public CohortCalendar(DateTimeZone zone, LocalDate? origin = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        (_zone, _origin) = (zone, origin);
    }

    /// <summary>The week that an instant falls in.</summary>
    public CohortWeek WeekOf(Instant at)
    {
        if (at >= _last.From && at < _last.To) return _last.Week;
        var week = WeekOf(at.InZone(_zone).Date);
        _last = (StartOf(week), Instants.StartOf(week.Start.PlusDays(7), _zone), week);
        return week;
    }

    /// <summary>Whole weeks from one week to another; negative where it is earlier.</summary>
    public static int Between(CohortWeek from, CohortWeek to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Period.DaysBetween(from.Start, to.Start) / 7;
    }

    /// <summary>When a week begins: the start of its first day, which need not be midnight where clocks change then; where the zone left that day out, of the next.</summary>
    public Instant StartOf(CohortWeek week)
    {
        ArgumentNullException.ThrowIfNull(week);
        return Instants.StartOf(week.Start, _zone);
    }

    /// <summary>The week that a local date falls in.</summary>
    public CohortWeek WeekOf(LocalDate date)
    {
        var start = _origin is { } first
            ? first.PlusDays(7 * FloorDivide(Period.DaysBetween(first, date), 7))
            : date.PlusDays(1 - (int)date.DayOfWeek);
        if (!_weeks.TryGetValue(start, out var week)) _weeks[start] = week = new CohortWeek(start, KeyOf(start));
        return week;
    }

    private string KeyOf(LocalDate start) =>
        _origin is not null
            ? LocalDatePattern.Iso.Format(start)
            : string.Create(CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(start):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(start):00}");

    private static int FloorDivide(int days, int by) => days >= 0 ? days / by : -((by - 1 - days) / by);
}
