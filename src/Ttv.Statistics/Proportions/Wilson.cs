using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Proportions;

/// <summary>
/// The score interval of a proportion: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n). It keeps its coverage for
/// small numbers and shares near 0 and 1, where the textbook interval fails.
/// </summary>
/// <remarks>E. B. Wilson, Probable inference, JASA 22 (1927), without continuity correction. Thread-safe.</remarks>
public static class Wilson
{
    /// <summary>The share of successes with its interval.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">1 or more.</param>
    /// <param name="confidence">The level, strictly between 0 and 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Proportion Interval(long successes, long trials, double confidence = 0.95)
    {
        if (trials < 1) throw new ArgumentOutOfRangeException(nameof(trials), trials, "At least one trial is needed.");
        if (successes < 0 || successes > trials) throw new ArgumentOutOfRangeException(nameof(successes), successes, $"0 to {trials} successes are allowed.");
        var z = NormalDistribution.CriticalValue(confidence);
        var (n, p) = ((double)trials, successes / (double)trials);
        var centre = p + (z * z / (2 * n));
        var width = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);
        return new Proportion(
            successes,
            trials,
            p,
            successes == 0 ? 0 : Math.Max(0, (centre - width) / scale),
            successes == trials ? 1 : Math.Min(1, (centre + width) / scale));
    }
}
