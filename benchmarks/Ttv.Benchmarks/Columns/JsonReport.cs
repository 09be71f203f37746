using System.Diagnostics;
using System.Globalization;
using Ttv.Ingestion;
using Ttv.Ingestion.Blocks;
using Ttv.Journeys;

namespace Ttv.Benchmarks.Columns;

/// <summary>Reads two million track calls and folds them, by this library and by what one would use instead, and prints a Markdown table.</summary>
internal static class JsonReport
{
    private const int Events = 2_000_000;
    private const int Accounts = 100_000;

    public static void Run(TextWriter output, int rounds)
    {
        using var log = new TrackLog(Events, Accounts);
        using var half = new TrackLog(Events / 2, Accounts);
        using var duck = new DuckDbLines(log.Path, 2);
        (string What, Func<object> Run)[] ways =
        [
            ("page cache alone, 1 thread", () => LinePeers.PageCache(log.Path)),
            ("DuckDB read_json, 2 threads", () => duck.Read()),
            ("DuckDB read_json and fold, 2 threads", () => duck.Fold()),
            ("Utf8JsonReader and fold, 1 thread", () => LinePeers.PlainReader(log.Path, 1)),
            ("Utf8JsonReader and fold, 2 threads", () => LinePeers.PlainReader(log.Path, 2)),
            ("source-generated objects and fold, 2 threads", () => LinePeers.Objects(log.Path, 2)),
            ("Ttv strict, read, 1 thread", () => Read(log.Path, 1, LineWays.Strict)),
            ("Ttv strict, read, 2 threads", () => Read(log.Path, 2, LineWays.Strict)),
            ("Ttv strict, read and fold, 2 threads", () => Fold(log.Path, 2, LineWays.Strict)),
            ("Ttv, read, 1 thread", () => Read(log.Path, 1, LineWays.All)),
            ("Ttv, read, 2 threads", () => Read(log.Path, 2, LineWays.All)),
            ("Ttv, read and fold, 1 thread", () => Fold(log.Path, 1, LineWays.All)),
            ("Ttv, read and fold, 2 threads", () => Fold(log.Path, 2, LineWays.All)),
            ("Ttv, read into the packed event log, repetitions told apart, 2 threads", () => Pack(log.Path, 2)),
        ];
        var times = ways.Select(_ => new List<double>()).ToArray();
        var processor = ways.Select(_ => new List<double>()).ToArray();
        var allocated = new long[ways.Length];
        var answers = new HashSet<Answer>();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var (before, spent, clock) = (GC.GetTotalAllocatedBytes(true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
                var result = ways[i].Run();
                clock.Stop();
                spent = Environment.CpuUsage.TotalTime - spent;
                allocated[i] = GC.GetTotalAllocatedBytes(true) - before;
                if (result is Answer answer) answers.Add(answer);
                if (round == 0) continue;
                times[i].Add(clock.Elapsed.TotalMilliseconds);
                processor[i].Add(spent.TotalMilliseconds);
            }
        }

        var medians = times.Select(Median).ToArray();
        var spentMedians = processor.Select(Median).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Events:N0} events of {Accounts:N0} accounts, {log.Bytes / 1e6:0} MB; DuckDB {duck.Version}; median of {rounds} after one warm-up; every fold gives {answers.Single()}."));
        output.WriteLine();
        output.WriteLine("| way | ms | ns an event | GB/s | against DuckDB | processor time, ms | against DuckDB | allocated, bytes an event |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var i = 0; i < ways.Length; i++)
        {
            var peer = ways[i].What.Contains("fold", StringComparison.Ordinal) || ways[i].What.Contains("packed", StringComparison.Ordinal) ? 2 : 1;
            var bytes = ways[i].What.StartsWith("DuckDB", StringComparison.Ordinal) ? "native" : (allocated[i] / (double)Events).ToString("0.0", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {ways[i].What} | {medians[i]:0} | {medians[i] * 1e6 / Events:0} | {log.Bytes / 1e6 / medians[i]:0.00} | {medians[peer] / medians[i]:0.00} x | {spentMedians[i]:0} | {spentMedians[peer] / spentMedians[i]:0.00} x | {bytes} |"));
        }

        output.WriteLine();
        foreach (var (what, way) in (ReadOnlySpan<(string, LineWays)>)[("strict", LineWays.Strict), ("all", LineWays.All)])
        {
            var (whole, part) = (Allocated(() => Fold(log.Path, 1, way)), Allocated(() => Fold(half.Path, 1, way)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Reading {what}: {part / 1e6:0.0} MB allocated for {half.Events:N0} events, {whole / 1e6:0.0} MB for {log.Events:N0} of the same accounts: {(whole - part) / (double)(log.Events - half.Events):0.00} bytes for each further event."));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Allocated(Func<object> run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long Read(string path, int threads, LineWays ways) => ReadInto(new FoldSink(folds: false), path, threads, ways).Events;

    private static Answer Fold(string path, int threads, LineWays ways) => ReadInto(new FoldSink(folds: true), path, threads, ways).ToAnswer();

    private static PackedEventLog Pack(string path, int threads) => ReadInto(new PackedEventLog(SyntheticLog.Definitions), path, threads, LineWays.All);

    private static TSink ReadInto<TSink>(TSink sink, string path, int threads, LineWays ways)
        where TSink : ICodedEventSink
    {
        using var stream = File.OpenRead(path);
        var import = new EventImport(stream, EventFormat.Segment);
        import.ReadInto(sink, threads, ways, BlockReader.BlockBytes);
        return import.Report is { SetAsideCount: 0, EventsRead: > 0 } ? sink : throw new InvalidOperationException("A line was set aside.");
    }
}
