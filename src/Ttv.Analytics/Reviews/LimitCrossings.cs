using Ttv.Cohorts;
using Ttv.Statistics.Survival;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Where one minus a curve first reaches each share, and where it exceeds it: what inverting the whole curve finds, the
/// lowest step that reaches a level and of equal ones the earliest.
/// </summary>
internal sealed class LimitCrossings
{
    /// <summary>Near 1 the scale magnifies the rounding of a step; beyond it no lower step is missed.</summary>
    private const double Rounding = 4e-16;

    /// <summary>For each share the level that reaches it and the one that exceeds it, ascending.</summary>
    private static readonly double[] Levels = [.. CohortEstimates.Shares.SelectMany(s => new[] { s - StepCurve.Tolerance, s + StepCurve.Tolerance })];

    /// <summary>The levels on the scale of the log-log limits, log(-log(1 - level)).</summary>
    private static readonly double[] Scaled = [.. Levels.Select(ScaleOf)];

    private readonly double[] _lowest = new double[Levels.Length];
    private readonly double[] _lowestScaled = new double[Levels.Length];
    private readonly long[] _ticks = new long[Levels.Length];

    public void Clear()
    {
        Array.Fill(_lowest, double.PositiveInfinity);
        Array.Fill(_lowestScaled, double.PositiveInfinity);
    }

    /// <summary>
    /// Whether steps between two bounds on the log-log scale could be the answer to any level; bounds that are no numbers
    /// always could.
    /// </summary>
    public bool MayImprove(double lower, double upper)
    {
        for (var i = 0; i < Scaled.Length; i++)
        {
            if (!(upper < Scaled[i]) && !(lower > _lowestScaled[i])) return true;
        }

        return false;
    }

    /// <summary>Takes in a step of the curve, in order of time; null is no number.</summary>
    public void Add(long tick, double? curve)
    {
        if (1 - curve is not { } reached) return;
        for (var i = 0; i < Levels.Length && reached >= Levels[i]; i++)
        {
            if (reached >= _lowest[i]) continue;
            (_ticks[i], _lowest[i], _lowestScaled[i]) = (tick, reached, ScaleOf(reached + Rounding));
        }
    }

    /// <summary>The time at which a share is reached, or null.</summary>
    /// <param name="share">The share's index.</param>
    /// <param name="unit">The microseconds of a tick.</param>
    /// <param name="longest">The longest time observed, in microseconds.</param>
    public double? TimeOf(int share, long unit, long longest) => Tick(2 * share) is { } first
        ? StepCurve.Middle(first * unit, Tick((2 * share) + 1) * unit, longest)
        : null;

    private long? Tick(int level) => double.IsPositiveInfinity(_lowest[level]) ? null : _ticks[level];

    private static double ScaleOf(double reached) => Math.Log(-Math.Log(1 - reached));
}
