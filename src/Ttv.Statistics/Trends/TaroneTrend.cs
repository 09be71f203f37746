using Ttv.Statistics.Numerics;
using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Trends;

/// <summary>
/// Tests whether groups in an order (weekly cohorts) get to the event ever earlier or later: the log-rank test's linear
/// contrast. U = sum over event ticks and groups of w (d - n D/N); its variance sums
/// D (N - D)/(N - 1) (sum w² n/N - (sum w n/N)²).
/// </summary>
/// <remarks>R. E. Tarone, Tests for trend in life table analysis, Biometrika 62 (1975). Thread-safe.</remarks>
public static class TaroneTrend
{
    /// <summary>Tests the groups' scores against no trend.</summary>
    /// <param name="groups">The groups' data, without delayed entry or with; competing events count as censorings.</param>
    /// <param name="scores">A finite score a group, such as the cohort's number.</param>
    /// <returns>The test, or null when it has no variance: fewer than two scores meet at an event.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is not finite.</exception>
    public static TrendTest? Test(ReadOnlySpan<SurvivalData> groups, ReadOnlySpan<double> scores)
    {
        if (groups.Length != scores.Length) throw new ArgumentException($"scores has {scores.Length} values for {groups.Length} groups: as many are needed.", nameof(scores));
        var ticks = new SortedDictionary<long, List<(int Group, SurvivalData.Tick Tick)>>();
        var atRisk = new double[groups.Length];
        for (var g = 0; g < groups.Length; g++)
        {
            if (!double.IsFinite(scores[g])) throw new ArgumentException($"scores[{g}] is {scores[g]}: a finite number is needed.", nameof(scores));
            atRisk[g] = groups[g].Unentered;
            foreach (var tick in groups[g].Ticks)
            {
                if (!ticks.TryGetValue(tick.Time, out var at)) ticks[tick.Time] = at = [];
                at.Add((g, tick));
            }
        }

        var (u, variance) = (0.0, 0.0);
        foreach (var at in ticks.Values)
        {
            var died = 0.0;
            var score = 0.0;
            foreach (var (g, tick) in at)
            {
                died += tick.Events[0];
                score += scores[g] * tick.Events[0];
            }

            if (died > 0)
            {
                var (n, first, second) = (0.0, 0.0, 0.0);
                for (var g = 0; g < atRisk.Length; g++)
                {
                    n += atRisk[g];
                    first += scores[g] * atRisk[g];
                    second += scores[g] * scores[g] * atRisk[g];
                }

                u += score - (died * first / n);
                if (n > 1) variance += died * (n - died) / (n - 1) * ((second / n) - (first / n * (first / n)));
            }

            foreach (var (g, tick) in at) atRisk[g] += tick.Entered - tick.Left;
        }

        if (!(variance > 0)) return null;
        var z = u / Math.Sqrt(variance);
        return new TrendTest(u, variance, z, NormalDistribution.TwoSidedP(z));
    }
}
