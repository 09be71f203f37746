namespace Ttv.Statistics.Evaluation;

/// <summary>
/// What each row says of an event by a horizon, weighted by the inverse probability of not being censored: 1 / G(T-) where it is
/// known by then, 1 / G(h) for those still waiting, 0 for those censored before. A competing event is a known "no".
/// </summary>
internal readonly record struct HorizonWeights(bool[] HasEvent, double[] Weight)
{
    public static HorizonWeights At(long horizon, ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        var censoring = CensoringCurve.Estimate(times, statuses);
        var (hasEvent, weight) = (new bool[times.Length], new double[times.Length]);
        var waiting = censoring.At(horizon);
        for (var i = 0; i < times.Length; i++)
        {
            hasEvent[i] = times[i] <= horizon && statuses[i] == 1;
            weight[i] = times[i] > horizon ? waiting > 0 ? 1 / waiting : 0
                : statuses[i] > 0 ? 1 / censoring.Before(times[i])
                : 0;
        }

        return new HorizonWeights(hasEvent, weight);
    }
}
