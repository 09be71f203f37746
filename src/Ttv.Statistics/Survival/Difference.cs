using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Survival;

/// <summary>Compares two independent groups at a horizon: the second less the first.</summary>
/// <remarks>Thread-safe. The level of the limits is the first group's.</remarks>
public static class Difference
{
    /// <summary>The difference of the shares that had the event by a horizon.</summary>
    /// <param name="first">The first group's curve.</param>
    /// <param name="second">The second group's curve.</param>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative.</exception>
    public static DifferenceEstimate OfRates(SurvivalCurve first, SurvivalCurve second, long horizon)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (first.RateBy(horizon), second.RateBy(horizon));
        return Make(a.Value, first.ErrorAt(horizon), b.Value, second.ErrorAt(horizon), first.Confidence, a.IsBeyondFollowUp || b.IsBeyondFollowUp);
    }

    /// <summary>The difference of two incidences of a cause at a horizon.</summary>
    /// <param name="first">The first group's incidence.</param>
    /// <param name="second">The second group's incidence.</param>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative.</exception>
    public static DifferenceEstimate OfRates(CumulativeIncidence first, CumulativeIncidence second, long horizon)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (first.RateBy(horizon), second.RateBy(horizon));
        return Make(a.Value, first.ErrorAt(horizon), b.Value, second.ErrorAt(horizon), first.Confidence, a.IsBeyondFollowUp || b.IsBeyondFollowUp);
    }

    /// <summary>The difference of the restricted means: what the second group waits longer, up to a horizon.</summary>
    /// <param name="first">The first group's curve.</param>
    /// <param name="second">The second group's curve.</param>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is not a finite number of 0 or more.</exception>
    public static DifferenceEstimate OfRestrictedMeans(SurvivalCurve first, SurvivalCurve second, double horizon)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (first.RestrictedMean(horizon), second.RestrictedMean(horizon));
        return Make(a.Value, a.StandardError, b.Value, b.StandardError, first.Confidence, a.IsBeyondFollowUp || b.IsBeyondFollowUp);
    }

    /// <summary>The ratio of the restricted means, the second over the first, with limits on the log scale.</summary>
    /// <param name="first">The first group's curve.</param>
    /// <param name="second">The second group's curve.</param>
    /// <param name="horizon">The horizon in ticks, above 0.</param>
    /// <returns>Value and limits, or null where a mean is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is not a finite number of 0 or more.</exception>
    public static (double Value, double Lower, double Upper)? RatioOfRestrictedMeans(SurvivalCurve first, SurvivalCurve second, double horizon)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (first.RestrictedMean(horizon), second.RestrictedMean(horizon));
        if (a.Value <= 0 || b.Value <= 0) return null;
        var ratio = b.Value / a.Value;
        var width = NormalDistribution.CriticalValue(first.Confidence) * Math.Sqrt(Square(a.StandardError / a.Value) + Square(b.StandardError / b.Value));
        return (ratio, ratio * Math.Exp(-width), ratio * Math.Exp(width));
    }

    private static DifferenceEstimate Make(double first, double firstError, double second, double secondError, double confidence, bool isBeyond)
    {
        var value = second - first;
        var error = Math.Sqrt(Square(firstError) + Square(secondError));
        var width = NormalDistribution.CriticalValue(confidence) * error;
        double? z = error > 0 ? value / error : null;
        return new DifferenceEstimate(value, error, value - width, value + width, z, z is { } score ? NormalDistribution.TwoSidedP(score) : null, isBeyond);
    }

    private static double Square(double x) => x * x;
}
