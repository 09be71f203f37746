using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Proportions;

/// <summary>Compares two shares by the pooled z test: z = (p₁ - p₂) / sqrt(p (1 - p) (1/n₁ + 1/n₂)) with p of both together.</summary>
/// <remarks>E. L. Lehmann and J. P. Romano, Testing Statistical Hypotheses, 3rd ed. (2005), section 3.9. Thread-safe.</remarks>
public static class TwoProportions
{
    /// <summary>Tests whether two shares are equal.</summary>
    /// <param name="first">Successes of the first, 0 to <paramref name="firstTrials"/>.</param>
    /// <param name="firstTrials">Trials of the first, 1 or more.</param>
    /// <param name="second">Successes of the second, 0 to <paramref name="secondTrials"/>.</param>
    /// <param name="secondTrials">Trials of the second, 1 or more.</param>
    /// <returns>The test, or null where all trials together succeeded or failed: there is then nothing to tell apart.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    public static ProportionTest? Test(long first, long firstTrials, long second, long secondTrials)
    {
        Require(nameof(first), first, firstTrials);
        Require(nameof(second), second, secondTrials);
        double n1 = firstTrials, n2 = secondTrials;
        var pooled = (first + second) / (n1 + n2);
        if (first + second == 0 || first + second == firstTrials + secondTrials) return null;
        var difference = (first / n1) - (second / n2);
        var z = difference / Math.Sqrt(pooled * (1 - pooled) * ((1 / n1) + (1 / n2)));
        return new ProportionTest(difference, z, NormalDistribution.TwoSidedP(z));
    }

    /// <summary>
    /// The exact two-sided probability of as large a difference were the shares equal: twice the smaller tail of the hypergeometric
    /// distribution given both margins, at most 1. For counts too small for <see cref="Test"/>.
    /// </summary>
    /// <param name="first">Successes of the first, 0 to <paramref name="firstTrials"/>.</param>
    /// <param name="firstTrials">Trials of the first, 1 or more.</param>
    /// <param name="second">Successes of the second, 0 to <paramref name="secondTrials"/>.</param>
    /// <param name="secondTrials">Trials of the second, 1 or more.</param>
    /// <remarks>R. A. Fisher, The logic of inductive inference, JRSS 98 (1935).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    public static double ExactP(long first, long firstTrials, long second, long secondTrials)
    {
        Require(nameof(first), first, firstTrials);
        Require(nameof(second), second, secondTrials);
        var successes = first + second;
        var (low, high) = (Math.Max(0, successes - secondTrials), Math.Min(successes, firstTrials));
        var own = Math.Exp(GammaFunction.LogBinomial(firstTrials, first) + GammaFunction.LogBinomial(secondTrials, second) - GammaFunction.LogBinomial(firstTrials + secondTrials, successes));
        return Math.Min(1, 2 * Math.Min(Tail(1, high), Tail(-1, low)));

        // The probabilities from the observed count on, each from the one before.
        double Tail(int step, long end)
        {
            var (sum, term) = (own, own);
            for (var x = first; x != end && term > sum * 1e-17; x += step)
            {
                term *= step > 0
                    ? (firstTrials - x) / (double)(x + 1) * ((successes - x) / (double)(secondTrials - successes + x + 1))
                    : x / (double)(firstTrials - x + 1) * ((secondTrials - successes + x) / (double)(successes - x + 1));
                sum += term;
            }

            return sum;
        }
    }

    private static void Require(string name, long successes, long trials)
    {
        if (trials < 1) throw new ArgumentOutOfRangeException(name + "Trials", trials, "1 or more trials are needed.");
        if (successes < 0 || successes > trials) throw new ArgumentOutOfRangeException(name, successes, $"0 to {trials} successes are allowed.");
    }
}
