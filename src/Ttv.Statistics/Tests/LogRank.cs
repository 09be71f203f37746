using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Tests;

/// <summary>
/// Tests whether groups have the event at the same pace: observed against expected events, U = sum of w (d - n D/N) a group,
/// with the hypergeometric variance of U, summed over strata.
/// </summary>
/// <remarks>
/// Mantel (1966); Peto and Peto, JRSS A 135 (1972); Gehan (1965); Tarone and Ware, Biometrika 64 (1977). Data with delayed entry
/// and weights are allowed; competing events count as censorings. Thread-safe.
/// </remarks>
public static class LogRank
{
    /// <summary>Tests groups.</summary>
    /// <param name="groups">The groups' data, two or more.</param>
    /// <param name="weight">How much an event tick counts; 1 by default.</param>
    /// <returns>The test, or null where fewer than two groups were ever at risk at an event.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static LogRankTest? Test(IReadOnlyList<SurvivalData> groups, LogRankWeight weight = LogRankWeight.One)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return TestStrata([groups], weight);
    }

    /// <summary>Tests groups within strata.</summary>
    /// <param name="strata">For each stratum the data of every group, in the same order; a group that a stratum lacks has data without rows.</param>
    /// <param name="weight">How much an event tick counts; 1 by default.</param>
    /// <returns>The test, or null where fewer than two groups were ever at risk at an event.</returns>
    /// <exception cref="ArgumentException">There is no stratum, a stratum has fewer than two groups, or another number than the first.</exception>
    public static LogRankTest? TestStrata(IReadOnlyList<IReadOnlyList<SurvivalData>> strata, LogRankWeight weight = LogRankWeight.One)
    {
        ArgumentNullException.ThrowIfNull(strata);
        if (!Enum.IsDefined(weight)) throw new ArgumentException($"weight is {weight}: {string.Join(", ", Enum.GetNames<LogRankWeight>())} are allowed.", nameof(weight));
        if (strata.Count == 0) throw new ArgumentException("strata is empty: at least one is needed.", nameof(strata));
        var k = strata[0].Count;
        if (k < 2) throw new ArgumentException($"there are {k} groups: two or more are needed.", nameof(strata));
        var sums = new LogRankSums(k, weight);
        foreach (var groups in strata)
        {
            if (groups.Count != k) throw new ArgumentException($"a stratum has {groups.Count} groups and the first has {k}: as many are needed.", nameof(strata));
            sums.BeginStratum();
            var ticks = new MergedTicks(groups);
            var events = new double[k];
            foreach (var _ in ticks.Walk())
            {
                ticks.Fill(events, cause: 1);
                sums.Add(ticks.AtRisk, events);
            }
        }

        return sums.ToTest(strata.Select(s => s.Select(g => g.RowWeight).ToArray()).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]));
    }
}
