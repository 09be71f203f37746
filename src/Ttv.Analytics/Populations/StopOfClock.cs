using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>A <see cref="RunningClock"/> with at most one stop, in microseconds; without one where the end is not after the start.</summary>
internal readonly record struct StopOfClock(long Start, long End)
{
    /// <summary>As <see cref="RunningClock.Advance"/>.</summary>
    public long Advance(long from, long runningTime)
    {
        var at = from + runningTime;
        var stopped = Math.Max(Start, from);
        return stopped < End && stopped < at ? at + (End - stopped) : at;
    }

    /// <summary>As <see cref="RunningClock.Elapsed"/>.</summary>
    public long Elapsed(long from, long to) =>
        to < from ? -Elapsed(to, from) : to - from - Math.Max(0, Math.Min(End, to) - Math.Max(Start, from));
}
