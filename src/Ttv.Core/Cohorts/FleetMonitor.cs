using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Cohorts;

/// <summary>
/// Sees an instrumentation outage: a day on which the whole fleet has less than half of the sessions of the same day of the
/// week before (the median of up to four weeks, of at least two; 20 sessions or more). Add every journey, then ask.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class FleetMonitor
{
    private const int Days = 7 * 9;
    private const double FallBelow = 0.5;
    private const int LeastSessions = 20;

    private readonly Instant _asOf;
    private readonly long[] _sessions = new long[Days];
    private Instant? _first;

    /// <summary>How far back it looks, 64 days: sessions that began earlier change nothing.</summary>
    public static Duration Reach { get; } = Duration.FromDays(Days + 1);

    /// <summary>Creates a monitor of the days that end at an instant.</summary>
    public FleetMonitor(Instant asOf) => _asOf = asOf;

    /// <summary>Takes an account's journey.</summary>
    public void Add(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        foreach (var session in journey.Sessions)
        {
            if (session > _asOf) continue;
            if (_first is null || session < _first) _first = session;
            var day = (_asOf - session).Days;
            if (day < Days) _sessions[day]++;
        }
    }

    /// <summary>What holds for all accounts now.</summary>
    public FleetConditions ToConditions()
    {
        var missing = 0;
        while (missing < 28 && IsMissing(missing)) missing++;
        return missing == 0 ? FleetConditions.Normal : new FleetConditions(_asOf - Duration.FromDays(missing));
    }

    private bool IsMissing(int day)
    {
        var before = new List<long>();
        for (var week = 1; week <= 4; week++)
        {
            var at = day + (7 * week);
            if (at < Days && _first <= _asOf - Duration.FromDays(at + 1)) before.Add(_sessions[at]);
        }

        if (before.Count < 2) return false;
        before.Sort();
        var usual = (before[(before.Count - 1) / 2] + before[before.Count / 2]) / 2.0;
        return usual >= LeastSessions && _sessions[day] < FallBelow * usual;
    }
}
