using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Numerics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Inverts an incidence and its log-log limits without computing limits that cannot matter. A limit costs four logarithms and
/// exponentials; over a block of steps cheap bounds tell where a limit could reach a share, and only there it is computed, by
/// the one formula there is.
/// </summary>
/// <remarks>
/// With S = 1 - F and s the error of F, the limits are exp(-exp(c ± w)) with c = log(-log S) and w = z s / (S |log S|). S only
/// falls, so that over a block c lies between its ends; S |log S| has its one maximum at 1/e; the least and largest s are
/// looked up. Nothing is assumed of w itself: limits can turn back.
/// </remarks>
internal sealed class LimitSearch
{
    private const int BlockSteps = 64;
    private const int LeafSteps = 4;
    private const double OneOverE = 0.36787944117144233;

    /// <summary>Far more than the rounding of a bound or a limit, far less than the distance of two steps that matter.</summary>
    private const double Slack = 1e-9;

    private static readonly double Z = NormalDistribution.CriticalValue(0.95);

    private readonly LimitCrossings _value = new();
    private readonly LimitCrossings _lower = new();
    private readonly LimitCrossings _upper = new();
    private readonly double[] _left = new double[BlockSteps];
    private readonly double[] _variance = new double[BlockSteps];
    private readonly long[] _ticks = new long[BlockSteps];
    private int _count;

    public LimitCrossings Value => _value;

    public LimitCrossings Lower => _lower;

    public LimitCrossings Upper => _upper;

    public void Clear()
    {
        _count = 0;
        _value.Clear();
        _lower.Clear();
        _upper.Clear();
    }

    /// <summary>The limits of a step, as the incidence makes them.</summary>
    public static (double? Lower, double? Upper) LimitsOf(double left, double variance) => IncidenceState.Limits(left, variance, Z);

    /// <summary>Takes in a step at which the incidence rose, in order of time.</summary>
    public void Add(long tick, double left, double variance)
    {
        (_ticks[_count], _left[_count], _variance[_count]) = (tick, left, variance);
        if (++_count == BlockSteps) Flush();
    }

    /// <summary>Ends the last block.</summary>
    public void Flush()
    {
        if (_count > 0) Search(0, _count);
        _count = 0;
    }

    private void Search(int from, int to)
    {
        if (to - from > LeafSteps)
        {
            if (!MayMatter(from, to)) return;
            var middle = (from + to) / 2;
            Search(from, middle);
            Search(middle, to);
            return;
        }

        for (var i = from; i < to; i++)
        {
            var (lower, upper) = LimitsOf(_left[i], _variance[i]);
            _value.Add(_ticks[i], _left[i]);
            _lower.Add(_ticks[i], lower);
            _upper.Add(_ticks[i], upper);
        }
    }

    private bool MayMatter(int from, int to)
    {
        var (least, most) = (_variance[from], _variance[from]);
        foreach (var variance in _variance.AsSpan(from, to - from))
        {
            // It mostly rises: both comparisons are foreseen.
            if (variance < least) least = variance;
            if (variance > most) most = variance;
        }

        var (first, last) = (_left[from], _left[to - 1]);
        var (firstLog, lastLog) = (-Math.Log(first), -Math.Log(last));
        var (firstSlope, lastSlope) = (first * firstLog, last * lastLog);
        var (low, high) = (Math.Log(firstLog), Math.Log(lastLog));
        var narrow = Z * Math.Sqrt(least) / (first > OneOverE && last < OneOverE ? OneOverE : Math.Max(firstSlope, lastSlope));
        var wide = Z * Math.Sqrt(most) / Math.Min(firstSlope, lastSlope);
        return _value.MayImprove(low - Slack, high + Slack)
            || _lower.MayImprove(low + narrow - Slack, high + wide + Slack)
            || _upper.MayImprove(low - wide - Slack, high - narrow + Slack);
    }
}
