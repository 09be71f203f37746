using Ttv.Statistics.Survival;

namespace Ttv.Statistics.Evaluation;

/// <summary>Sets predicted probabilities beside observed rates, bin by bin.</summary>
/// <remarks>Thread-safe.</remarks>
public static class ReliabilityTable
{
    /// <summary>Sorts rows by prediction into bins that end at the predictions' quantiles (Hyndman and Fan's type 7, included), equal predictions staying together.</summary>
    /// <param name="horizon">The horizon in ticks, 0 or more.</param>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">0 for censored, 1 for the event, 2 and up for competing events, which count as censorings.</param>
    /// <param name="probabilities">The predicted probability of the event by the horizon, 0 to 1.</param>
    /// <param name="bins">The number of bins, 1 or more; 10 by default. Empty ones are left out.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static IReadOnlyList<ReliabilityBin> Create(long horizon, ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> probabilities, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Rows.Require(times, statuses);
        Rows.RequireProbabilities(nameof(probabilities), probabilities, times.Length);
        var n = times.Length;
        var (sorted, order) = (probabilities.ToArray(), new int[n]);
        for (var i = 0; i < n; i++) order[i] = i;
        Array.Sort(sorted, order);
        var table = new List<ReliabilityBin>();
        var start = 0;
        for (var bin = 1; bin <= bins && start < n; bin++)
        {
            var end = bin == bins ? n : Math.Max(start, (int)((n - 1) * (long)bin / bins) + 1);
            while (end > start && end < n && sorted[end] == sorted[end - 1]) end++;
            if (end == start) continue;
            var (own, ownStatuses) = (new long[end - start], new int[end - start]);
            for (var i = start; i < end; i++) (own[i - start], ownStatuses[i - start]) = (times[order[i]], statuses[order[i]]);
            table.Add(new ReliabilityBin(end - start, sorted[start..end].Sum() / (end - start), KaplanMeier.Estimate(SurvivalData.Create(own, ownStatuses)).RateBy(horizon)));
            start = end;
        }

        return table;
    }
}
