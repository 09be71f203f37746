using MathNet.Numerics.Statistics;
using Ttv.Analytics.Reviews;

namespace Ttv.Benchmarks.Columns;

/// <summary>The review as one would write it by LINQ: group, count, sort, multiply; without intervals.</summary>
internal static class LinqReview
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75];

    public static CohortRow[] Review(ReviewPopulation population, long unit, bool withKaplanMeier)
    {
        var week = ReviewPopulation.Week * 1_000_000;
        return [.. Enumerable.Range(0, population.Count)
            .Select(i => (Cohort: population.CohortOf(i), Reached: population.HasReached(i), Age: ReviewPopulation.End - population.SignedUp[i], Value: population.Value[i] - population.SignedUp[i], Flags: population.Flags[i]))
            .GroupBy(r => r.Cohort)
            .OrderBy(g => g.Key)
            .Select(g =>
            {
                var times = g.Where(r => r.Reached).Select(r => (double)(r.Value / unit)).Order().ToArray();
                var row = new CohortRow(
                    g.Key, g.Count(), times.Length, g.Count(r => r.Age >= week), g.Count(r => r.Reached && r.Value <= week && r.Age >= week),
                    g.Count(r => r.Age >= 2 * week), g.Count(r => r.Age >= 2 * week && Has(r.Flags, OutcomeFlags.ActiveInWeek2)),
                    g.Count(r => r.Reached && Has(r.Flags, OutcomeFlags.AssistedBeforeValue)), g.Count(r => r.Reached && Has(r.Flags, OutcomeFlags.Accountable)),
                    SortedArrayStatistics.QuantileCustom(times, 0.25, QuantileDefinition.R7), SortedArrayStatistics.QuantileCustom(times, 0.5, QuantileDefinition.R7), SortedArrayStatistics.QuantileCustom(times, 0.75, QuantileDefinition.R7));
                return withKaplanMeier ? WithCurve(row, g.Select(r => (Time: (r.Reached ? r.Value : r.Age) / unit, r.Reached)), week / unit) : row;
            })];
    }

    /// <summary>MathNet's quartiles alone, by quickselect, of times that are in groups already.</summary>
    public static double[] MathNetQuartiles(double[][] groups) => [.. groups.SelectMany(g =>
        Shares.Select(p => ArrayStatistics.QuantileCustomInplace(g, p, QuantileDefinition.R7)))];

    public static double[][] TimesByCohort(ReviewPopulation population, long unit) => [.. Enumerable.Range(0, population.Count)
        .Where(population.HasReached)
        .GroupBy(population.CohortOf, i => (double)((population.Value[i] - population.SignedUp[i]) / unit))
        .OrderBy(g => g.Key)
        .Select(g => g.ToArray())];

    private static CohortRow WithCurve(CohortRow row, IEnumerable<(long Time, bool Reached)> rows, long week)
    {
        const double tolerance = 1.490116119384766e-8;
        var (survival, atRisk, rate) = (1.0, row.Accounts, 0.0);
        long? reached = null, exceeded = null;
        foreach (var tick in rows.GroupBy(r => r.Time).OrderBy(t => t.Key))
        {
            survival *= 1 - (tick.Count(r => r.Reached) / (double)atRisk);
            if (1 - survival >= 0.5 - tolerance) reached ??= tick.Key;
            if (1 - survival >= 0.5 + tolerance) exceeded ??= tick.Key;
            if (tick.Key <= week) rate = 1 - survival;
            atRisk -= tick.Count();
        }

        return row with { SurvivalMedian = (reached + exceeded) / 2.0, RateByWeek = rate };
    }

    private static bool Has(OutcomeFlags flags, OutcomeFlags flag) => (flags & flag) != 0;
}
