using NodaTime;

namespace Ttv.Cohorts;

/// <summary>Numbers the weeks that events fall in. Not thread-safe: it remembers where they begin.</summary>
internal sealed class EventWeeks(CohortCalendar calendar)
{
    private const long Stretch = 7 * 86_400_000_000L;
    private static readonly LocalDate Origin = new(1970, 1, 1);

    /// <summary>The stretches from 1970 to 2126, where events mostly are.</summary>
    private readonly Entry?[] _near = new Entry?[8_192];
    private readonly Dictionary<long, Entry> _far = [];

    /// <summary>The number of an instant's week, in microseconds since the Unix epoch: the days from the epoch to its first day.</summary>
    public int NumberOf(long at)
    {
        // A stretch of 7 times 24 hours begins in one week and ends in it or in the next.
        var stretch = at >= 0 ? at / Stretch : -((Stretch - 1 - at) / Stretch);
        var entry = (ulong)stretch < (ulong)_near.Length ? _near[stretch] ??= EntryOf(stretch) : FarEntry(stretch);
        while (at >= entry.End) entry = entry.Next ??= EntryOf(calendar.WeekOf(entry.Week.Start.PlusDays(7)));
        return entry.Number;
    }

    /// <summary>The week of a number.</summary>
    public CohortWeek WeekOf(int number) => calendar.WeekOf(Origin.PlusDays(number));

    private Entry FarEntry(long stretch)
    {
        if (!_far.TryGetValue(stretch, out var entry)) _far.Add(stretch, entry = EntryOf(stretch));
        return entry;
    }

    private Entry EntryOf(long stretch) => EntryOf(calendar.WeekOf(Instants.FromMicroseconds(stretch * Stretch)));

    private Entry EntryOf(CohortWeek week) => new(
        Instants.ToMicroseconds(calendar.StartOf(calendar.WeekOf(week.Start.PlusDays(7)))),
        week,
        Period.DaysBetween(Origin, week.Start));

    private sealed class Entry(long end, CohortWeek week, int number)
    {
        public long End => end;

        public CohortWeek Week => week;

        public int Number => number;

        public Entry? Next { get; set; }
    }
}
