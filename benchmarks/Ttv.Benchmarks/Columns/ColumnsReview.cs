using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Ttv.Analytics.Reviews;
using Ttv.Cohorts;

namespace Ttv.Benchmarks.Columns;

/// <summary>Reviews 400 cohorts of 100,000 to ten million accounts, beside DuckDB, LINQ and MathNet in the same run; prints Markdown.</summary>
internal static class ColumnsReview
{
    private const long Second = 1_000_000;
    private const int Rounds = 5;

    /// <param name="output">Where the table goes.</param>
    /// <param name="counts">The sizes.</param>
    /// <param name="unit">The microseconds of the finest time in the data.</param>
    public static void Run(TextWriter output, IEnumerable<int> counts, long unit = Second)
    {
        output.WriteLine("| accounts | work | way | ms, median | ms, all | × Ttv, 2 threads | allocated, MB |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var count in counts) Run(output, count, unit);
    }

    private static void Run(TextWriter output, int count, long unit)
    {
        var population = new ReviewPopulation(count, unit);
        var columns = population.ToColumns();
        using var workspace = new ReviewWorkspace();
        using var duckDb = new DuckDbReview(population, unit);
        var reviewer = new BulkReviewer();
        var rounds = count >= 10_000_000 ? 3 : Rounds;

        Measured<CohortRow[]> plain = Measure(rounds, () => Of(reviewer.Summarise(columns, Request(2), workspace), unit));
        Measured<CohortRow[]>[] rates =
        [
            plain,
            Measure(rounds, () => Of(reviewer.Summarise(columns, Request(1), workspace), unit)) with { Way = "Ttv `Summarise`, 1 thread" },
            Measure(rounds, () => duckDb.Rates(raw: false)) with { Way = "DuckDB, 2 threads, times and cohorts prepared" },
            Measure(rounds, () => duckDb.Rates(raw: true)) with { Way = "DuckDB, 2 threads, from the same facts" },
            Measure(1, () => LinqReview.Review(population, unit, withKaplanMeier: false)) with { Way = "LINQ, once" },
        ];
        rates[0] = plain with { Way = "Ttv `Summarise`, 2 threads" };
        Write(output, count, "quartiles, rates", rates);

        var groups = LinqReview.TimesByCohort(population, unit);
        var mathNet = Measure(1, () => LinqReview.MathNetQuartiles(groups));
        Write(output, count, "quartiles alone, of times grouped before", [mathNet with { Way = "MathNet, once" }], plain.Median);
        if (!mathNet.Result.SequenceEqual(plain.Result.SelectMany(r => new[] { r.LowerQuartile, r.Median, r.UpperQuartile }))) throw new InvalidOperationException("MathNet's quartiles differ.");

        Measured<CohortRow[]>[] curves =
        [
            Measure(rounds, () => Of(reviewer.Review(columns, Request(2), workspace), plain.Result, unit)) with { Way = "Ttv `Review`, 2 threads, with all intervals" },
            Measure(rounds, () => Of(reviewer.Review(columns, Request(1), workspace), plain.Result, unit)) with { Way = "Ttv `Review`, 1 thread, with all intervals" },
            Measure(rounds, duckDb.RatesAndKaplanMeier) with { Way = "DuckDB, 2 threads, window functions, without intervals" },
            Measure(1, () => LinqReview.Review(population, unit, withKaplanMeier: true)) with { Way = "LINQ, once, without intervals" },
        ];
        Write(output, count, "quartiles, rates, Kaplan-Meier", curves);
    }

    private static BulkReviewRequest Request(int threads) => new()
    {
        ObservedUntil = ReviewPopulation.ObservedUntil,
        Groups = ReviewGroups.Weeks(DateTimeZone.Utc).BySegment(),
        DegreeOfParallelism = threads,
    };

    private static CohortRow[] Of(BulkSummary summary, long unit) => [.. summary.Summaries.Select((s, i) => new CohortRow(
        i, s.Accounts, s.Achieved, s.ValueWithinWeek!.Value.Trials, s.ValueWithinWeek.Value.Successes, s.Week2Retention!.Value.Trials, s.Week2Retention.Value.Successes,
        s.AssistDependency!.Value.Successes, s.Accountability!.Value.Successes,
        Ticks(s.ConvertersOnlyLowerQuartile), Ticks(s.ConvertersOnlyMedian), Ticks(s.ConvertersOnlyUpperQuartile)))
        .Select(r => r with { LowerQuartile = r.LowerQuartile / unit, Median = r.Median / unit, UpperQuartile = r.UpperQuartile / unit })];

    /// <summary>The review's own figures beside the quartiles of those who got there, which the summary has found.</summary>
    private static CohortRow[] Of(BulkReview review, CohortRow[] summaries, long unit) => [.. review.Results.Select((r, i) => summaries[i] with
    {
        Accounts = r.Accounts,
        Achieved = r.Achieved,
        AgedWeek = r[MetricKind.ValueRate7d].Mature,
        AgedTwoWeeks = r[MetricKind.Week2Retention].Mature,
        Median = Ticks(r.ConvertersOnlyMedian) / unit,
        SurvivalMedian = r[MetricKind.MedianTtv].Value * 1e6 / unit,
        RateByWeek = r[MetricKind.ValueRate7d].Value,
    })];

    private static double Ticks(Duration? time) => time!.Value.TotalTicks / 10;

    private static void Write(TextWriter output, int count, string work, Measured<CohortRow[]>[] ways)
    {
        foreach (var way in ways)
        {
            for (var i = 0; i < ReviewPopulation.Cohorts; i++)
            {
                if (way.Result.Length != ReviewPopulation.Cohorts || !way.Result[i].Agrees(ways[0].Result[i])) throw new InvalidOperationException($"{way.Way} and {ways[0].Way} differ: {way.Result[i]}, {ways[0].Result[i]}.");
            }
        }

        Write(output, count, work, ways, ways[0].Median);
    }

    private static void Write<T>(TextWriter output, int count, string work, Measured<T>[] ways, double yardstick)
    {
        foreach (var way in ways)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {count:N0} | {work} | {way.Way} | {way.Median:N2} | {string.Join(", ", way.Milliseconds.Select(m => m.ToString("N1", CultureInfo.InvariantCulture)))} | {way.Median / yardstick:N1} | {way.Allocated / 1e6:N2} |"));
        }
    }

    /// <summary>The first run warms up and is left out, unless it is the only one.</summary>
    private static Measured<T> Measure<T>(int rounds, Func<T> work)
    {
        var (took, allocated, result) = (new List<double>(), 0L, default(T));
        for (var round = rounds == 1 ? 1 : 0; round <= rounds; round++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.StartNew();
            result = work();
            clock.Stop();
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (round > 0) took.Add(clock.Elapsed.TotalMilliseconds);
        }

        return new Measured<T>("", took, allocated, result!);
    }

    private sealed record Measured<T>(string Way, IReadOnlyList<double> Milliseconds, long Allocated, T Result)
    {
        public double Median => Milliseconds.Order().ElementAt(Milliseconds.Count / 2);
    }
}
