using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>What is the same for every group of one bulk review: the ticks' unit and the horizons of rates, in order.</summary>
internal sealed class ReviewFrame
{
    private readonly long _remainder;

    public ReviewFrame(ReviewPolicy policy, long unit, long observedUntil)
    {
        (Unit, _remainder) = (unit, OutcomeCoder.RemainderOf(observedUntil, unit));
        Horizons = [CohortEstimates.OneWeek, .. policy.Horizons.Select(CohortEstimates.Ticks)];
        ByTime = [.. Enumerable.Range(0, Horizons.Length).OrderBy(i => Horizons[i])];
    }

    /// <summary>The microseconds of a tick.</summary>
    public long Unit { get; }

    /// <summary>7 days and the policy's horizons, in microseconds.</summary>
    public long[] Horizons { get; }

    /// <summary>The horizons' indexes by time.</summary>
    public int[] ByTime { get; }

    /// <summary>The time of a key, in microseconds: an account still open has been observed for what is over, too.</summary>
    public long TimeOf(ulong key) => ((long)(key >> OutcomeKey.StatusBits) * Unit) + ((key & OutcomeKey.StatusMask) == OutcomeKey.Open ? _remainder : 0);
}
