using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Analytics.Reviews;
using Ttv.Ingestion;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// Sets <c>ttv review</c> of a file, the whole process from start to exit, beside what it cannot do without: reading the file,
/// folding its events once and reviewing the weeks. Prints a Markdown table.
/// </summary>
internal static class ToolReport
{
    private const string Definitions = """
        {"schema":"ttv.definitions/1","format":"segment","dimensions":["platform"],"signUp":"signed_up",
        "segments":[{"key":"team","paths":[{"deadline":"7d","milestones":[{"completedBy":"connected"},{"completedBy":"imported"},{"completedBy":"invited"}],"firstValue":{"completedBy":"reported"}}]}]}
        """;

    public static void Run(TextWriter output, int events)
    {
        using var log = new TrackLog(events, events / 10);
        var folder = Directory.CreateTempSubdirectory("ttv-tool");
        try
        {
            var definitions = Path.Combine(folder.FullName, "definitions.json");
            File.WriteAllText(definitions, Definitions);
            var (needed, parts) = (double.MaxValue, "");
            for (var round = 0; round < 3; round++)
            {
                var times = Needed(log.Path, definitions);
                if (times.Sum() >= needed) continue;
                needed = times.Sum();
                parts = string.Join(", ", times.Select(t => t.ToString("N0", CultureInfo.InvariantCulture)));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events of {events / 10:N0} accounts, {log.Bytes / 1e6:0} MB of JSON lines, {Environment.ProcessorCount} threads; the fastest of three each."));
            output.WriteLine();
            output.WriteLine("| what | ms | against read, fold and review |");
            output.WriteLine("| --- | --- | --- |");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| read, fold, review of the weeks: {parts} | {needed:N0} | 1.00 x |"));
            var tool = Enumerable.Range(0, 3).Min(_ => Tool(log.Path, definitions, folder.FullName));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `ttv review`, process and files included | {tool:N0} | {tool / needed:0.00} x |"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double[] Needed(string path, string definitions)
    {
        using var described = File.OpenRead(definitions);
        var batch = new EventBatch(DefinitionsFile.Read(described).Definitions);
        var clock = Stopwatch.StartNew();
        using (var stream = File.OpenRead(path)) new EventImport(stream, EventFormat.Segment).ReadInto(batch, Environment.ProcessorCount);
        var read = clock.Elapsed.TotalMilliseconds;
        clock.Restart();
        using var population = Population.Fold(batch, degreeOfParallelism: Environment.ProcessorCount);
        var fold = clock.Elapsed.TotalMilliseconds;
        var outcomes = OutcomeColumns.From(population);
        using var workspace = new ReviewWorkspace();
        clock.Restart();
        new BulkReviewer().Review(
            outcomes,
            new BulkReviewRequest { ObservedUntil = population.ObservedUntil, Groups = ReviewGroups.Weeks(DateTimeZone.Utc), DegreeOfParallelism = Environment.ProcessorCount },
            workspace);
        return [read, fold, clock.Elapsed.TotalMilliseconds];
    }

    private static double Tool(string path, string definitions, string folder)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ttv.Cli.dll"), "review", "--events", path, "--definitions", definitions, "--out", Path.Combine(folder, "review")])
        {
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"ttv review ended with {process.ExitCode}.");
    }
}
