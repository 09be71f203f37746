using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Ttv.Cohorts;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Benchmarks;

/// <summary>
/// Reviews a log of up to a million events, packed and streamed, and beside it the naive way: a list of all events, grouped
/// and sorted by LINQ, with a Kaplan-Meier median a week. Prints a Markdown table.
/// </summary>
internal static class MillionEvents
{
    private const int Accounts = 50_000;
    private static readonly int[] Counts = [250_000, 500_000, 1_000_000, 2_000_000];

    public static void Run(TextWriter output)
    {
        output.WriteLine("| events | way | seconds | µs an event | bytes held an event | bytes held, MB | allocated, MB |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        for (var warm = 0; warm < 3; warm++)
        {
            Review(100_000);
            Naive(100_000);
        }

        var held = new List<double>();
        foreach (var count in Counts)
        {
            held.Add(Measure(output, count, "Ttv, whole review by journeys", Review));
            Measure(output, count, "naive LINQ, medians only", Naive);
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Accounts:N0} accounts throughout. Ttv holds {(held[^1] - held[0]) / (0.99 * (Counts[^1] - Counts[0])):0.0} bytes for each further distinct event, and {(held[0] - ((held[^1] - held[0]) / (Counts[^1] - Counts[0]) * Counts[0])) / Accounts:0} bytes an account."));
    }

    private static object Review(int count)
    {
        var log = new PackedEventLog(SyntheticLog.Definitions);
        foreach (var told in SyntheticLog.Events(count, Accounts)) log.Add(told);
        var asOf = log.Watermark!.Value;
        var review = new CohortReviewer().Review(log.Journeys(asOf), SyntheticLog.Definitions, asOf);
        return (log, review);
    }

    private static object Naive(int count)
    {
        var events = SyntheticLog.Events(count, Accounts).ToList();
        var end = events.Max(e => e.OccurredAt);
        var accounts = events.DistinctBy(e => e.Id).GroupBy(e => e.Account).Select(g =>
        {
            var own = g.OrderBy(e => e.OccurredAt).ToList();
            var signUp = own.First(e => e.Body.Name == "signed_up").OccurredAt;
            var value = own.FirstOrDefault(e => e.Body.Name == "reported" && e.OccurredAt >= signUp)?.OccurredAt;
            return (Week: (signUp - Instant.FromUtc(2026, 1, 5, 0, 0)).Days / 7, Time: (value ?? end) - signUp, Reached: value is not null);
        }).ToList();
        var medians = accounts.GroupBy(a => a.Week).ToDictionary(g => g.Key, g =>
        {
            var (atRisk, survival) = (g.Count(), 1.0);
            foreach (var tie in g.GroupBy(a => a.Time).OrderBy(t => t.Key))
            {
                survival *= 1 - (tie.Count(a => a.Reached) / (double)atRisk);
                if (survival <= 0.5) return tie.Key;
                atRisk -= tie.Count();
            }

            return default(Duration?);
        });
        return (events, accounts, medians);
    }

    private static double Measure(TextWriter output, int count, string way, Func<int, object> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (before, allocated, clock) = (GC.GetTotalMemory(true), GC.GetTotalAllocatedBytes(true), Stopwatch.StartNew());
        var held = run(count);
        clock.Stop();
        allocated = GC.GetTotalAllocatedBytes(true) - allocated;
        var kept = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(held);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {count:N0} | {way} | {clock.Elapsed.TotalSeconds:0.00} | {clock.Elapsed.TotalMicroseconds / count:0.00} | {kept / (double)count:0.0} | {kept / 1e6:0.0} | {allocated / 1e6:0} |"));
        return kept;
    }
}
