namespace Ttv.Statistics.Evaluation;

/// <summary>The probability of not being censored yet: the reverse Kaplan-Meier curve, events leaving before censorings at a tie (risk set n - d).</summary>
internal sealed class CensoringCurve
{
    private readonly long[] _times;
    private readonly double[] _after;

    private CensoringCurve(long[] times, double[] after) => (_times, _after) = (times, after);

    public static CensoringCurve Estimate(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        Rows.Require(times, statuses);
        var (sorted, order) = (times.ToArray(), statuses.ToArray());
        Array.Sort(sorted, order);
        var (ticks, after) = (new List<long>(), new List<double>());
        var free = 1.0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            var censored = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                if (order[end] == 0) censored++;
            }

            if (censored == 0) continue;
            var atRisk = sorted.Length - start - (end - start - censored);
            free *= 1 - (censored / (double)atRisk);
            ticks.Add(sorted[start]);
            after.Add(free);
        }

        return new CensoringCurve([.. ticks], [.. after]);
    }

    /// <summary>G(t).</summary>
    public double At(long time)
    {
        var index = Array.BinarySearch(_times, time);
        return Value(index >= 0 ? index : ~index - 1);
    }

    /// <summary>G(t-).</summary>
    public double Before(long time)
    {
        var index = Array.BinarySearch(_times, time);
        return Value((index >= 0 ? index : ~index) - 1);
    }

    private double Value(int index) => index < 0 ? 1 : _after[index];
}
