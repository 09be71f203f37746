namespace Ttv.Statistics.Survival;

/// <summary>Waits as sorted numbers: twice the ticks, and one more where the wait was censored, so that events precede censorings at a tie.</summary>
internal static class SortedWaits
{
    /// <summary>The number of a wait.</summary>
    public static long KeyOf(long ticks, bool isCensored) => (ticks << 1) | (isCensored ? 1L : 0L);

    /// <summary>The median of <see cref="KaplanMeier"/>'s curve, without the curve; null: not reached.</summary>
    public static double? Median(ReadOnlySpan<long> sorted)
    {
        var survival = 1.0;
        long? first = null;
        for (var i = 0; i < sorted.Length;)
        {
            var (time, start) = (sorted[i] >> 1, i);
            while (i < sorted.Length && sorted[i] == time << 1) i++;
            double died = i - start, atRisk = sorted.Length - start;
            while (i < sorted.Length && sorted[i] >> 1 == time) i++;
            survival = died < atRisk ? survival * (1 - (died / atRisk)) : 0;
            if (1 - survival >= 0.5 - StepCurve.Tolerance) first ??= time;
            if (1 - survival >= 0.5 + StepCurve.Tolerance) return StepCurve.Middle(first!.Value, time, time);
        }

        return first is { } reached ? StepCurve.Middle(reached, null, sorted[^1] >> 1) : null;
    }
}
