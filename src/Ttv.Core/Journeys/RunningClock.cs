using NodaTime;

namespace Ttv.Journeys;

/// <summary>
/// An account's clock for due times: it stands still while the clock is paused or the account is away between
/// cancelling and coming back. A stop that has not ended runs to the end of observation.
/// </summary>
/// <remarks>Immutable. Time metrics use wall time, not this clock.</remarks>
public sealed record RunningClock
{
    private RunningClock(ValueList<Interval> stops) => Stops = stops;

    /// <summary>A clock that never stops.</summary>
    public static RunningClock Unstopped { get; } = new([]);

    /// <summary>When the clock stood still: half-open, disjoint, in order, none empty.</summary>
    public ValueList<Interval> Stops { get; }

    /// <summary>A clock with the given stops; they may overlap and come in any order, and empty ones do not count.</summary>
    /// <exception cref="ArgumentException">A stop has no start or no end.</exception>
    public static RunningClock Create(IEnumerable<Interval> stops)
    {
        ArgumentNullException.ThrowIfNull(stops);
        var merged = new List<Interval>();
        foreach (var stop in stops.Where(s => s.HasStart && s.HasEnd ? s.Start < s.End : throw new ArgumentException("A stop needs a start and an end.", nameof(stops))).OrderBy(s => s.Start))
        {
            if (merged.Count > 0 && stop.Start <= merged[^1].End) merged[^1] = new Interval(merged[^1].Start, Instants.Max(merged[^1].End, stop.End));
            else merged.Add(stop);
        }

        return merged.Count == 0 ? Unstopped : new RunningClock([.. merged]);
    }

    /// <summary>The running time between two instants: wall time less the stops between them; negative when they are in reverse.</summary>
    public Duration Elapsed(Instant from, Instant to)
    {
        if (to < from) return -Elapsed(to, from);
        var elapsed = to - from;
        foreach (var stop in Stops)
        {
            var (start, end) = (Instants.Max(stop.Start, from), Instants.Min(stop.End, to));
            if (start < end) elapsed -= end - start;
        }

        return elapsed;
    }

    /// <summary>The first instant at which the clock has run for a time since an instant; the stops known by now shift it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public Instant Advance(Instant from, Duration runningTime)
    {
        if (runningTime < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(runningTime), runningTime, "A running time of zero or more is needed.");
        var at = from + runningTime;
        foreach (var stop in Stops)
        {
            if (stop.End <= from) continue;
            if (Instants.Max(stop.Start, from) >= at) break;
            at += stop.End - Instants.Max(stop.Start, from);
        }

        return at;
    }
}
