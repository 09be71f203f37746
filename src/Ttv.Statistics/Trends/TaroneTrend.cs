using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Trends;

/// <summary>
/// Tests whether groups in an order (weekly cohorts) get to the event ever earlier or later: the log-rank test's linear
/// contrast. U = sum over event ticks and groups of w (d - n D/N); its variance sums
/// D (N - D)/(N - 1) sum (w - m)² n/N, m = sum w n/N.
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
        for (var g = 0; g < scores.Length; g++)
        {
            if (!double.IsFinite(scores[g])) throw new ArgumentException($"scores[{g}] is {scores[g]}: a finite number is needed.", nameof(scores));
        }

        if (groups.Length < 2) return null;
        var sums = new TrendSums(scores);
        var ticks = new MergedTicks(groups.ToArray());
        var events = new double[groups.Length];
        foreach (var _ in ticks.Walk())
        {
            ticks.Fill(events, cause: 1);
            sums.Add(ticks.AtRisk, events);
        }

        return sums.ToTest();
    }
}
