using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>The weeks of a zone's local dates from one sign-up to another, found by their precomputed first instants.</summary>
/// <remarks>
/// Zones are at most 36 hours apart, and so are a week's first instant and a multiple of seven times 24 hours: the quotient
/// is the week or one beside it, which two comparisons tell without a branch.
/// </remarks>
internal sealed class WeekBoundaries
{
    private const double WeeksPerMicrosecond = 1 / (7 * 86_400 * 1e6);

    /// <summary>The weeks' first instants between sentinels: that of week i stands at i + 1.</summary>
    private readonly long[] _starts;

    public WeekBoundaries(DateTimeZone zone, LocalDate? origin, long first, long last)
    {
        var calendar = new CohortCalendar(zone, origin);
        var week = calendar.WeekOf(Instants.FromMicroseconds(first).InZone(zone).Date);
        var starts = new List<long> { long.MinValue };
        var weeks = new List<CohortWeek>();
        for (var start = StartOf(week); start <= last || weeks.Count == 0; start = StartOf(week))
        {
            starts.Add(start);
            weeks.Add(week);
            week = calendar.WeekOf(week.Start.PlusDays(7));
        }

        starts.Add(long.MaxValue);
        (_starts, Weeks) = ([.. starts], [.. weeks]);

        long StartOf(CohortWeek w) => Instants.ToMicroseconds(calendar.StartOf(w));
    }

    public ValueList<CohortWeek> Weeks { get; }

    /// <summary>The index of each sign-up's week; one before the first or after the last is given to that.</summary>
    public void IndexOf(ReadOnlySpan<long> signedUpAt, Span<int> weeks)
    {
        var starts = _starts;
        var (first, last) = (starts[1], starts.Length - 3);
        weeks = weeks[..signedUpAt.Length];
        for (var i = 0; i < signedUpAt.Length; i++)
        {
            var at = signedUpAt[i];
            var near = Math.Clamp((int)((at - first) * WeeksPerMicrosecond), 0, last);
            weeks[i] = near - 1 + (at >= starts[near + 1] ? 1 : 0) + (at >= starts[near + 2] ? 1 : 0);
        }
    }
}
