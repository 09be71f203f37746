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
    private static readonly string[] Parts = ["read the file", "fold its events", "review the weeks"];

    private const string Definitions = """
        {"schema":"ttv.definitions/1","format":"segment","dimensions":["platform"],"signUp":"signed_up",
        "segments":[{"key":"team","paths":[{"deadline":"7d","milestones":[{"completedBy":"connected"},{"completedBy":"imported"},{"completedBy":"invited"}],"firstValue":{"completedBy":"reported"}}]}]}
        """;

    /// <summary>Odd, so that the median is a round that was run.</summary>
    private const int Rounds = 5;

    public static void Run(TextWriter output, int events)
    {
        using var log = new TrackLog(events, events / 10);
        var folder = Directory.CreateTempSubdirectory("ttv-tool");
        try
        {
            var definitions = Path.Combine(folder.FullName, "definitions.json");
            File.WriteAllText(definitions, Definitions);
            Needed(log.Path, definitions);
            // In turn, as the machine's speed drifts: what is compared was run within seconds.
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Needed: Needed(log.Path, definitions), Tool: Tool(log.Path, definitions, folder.FullName))).ToList();
            double[] ratios = [.. rounds.Select(r => r.Tool / r.Needed.Sum()).Order()];

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events of {events / 10:N0} accounts, {log.Bytes / 1e6:0} MB of JSON lines, {Environment.ProcessorCount} threads; {Rounds} rounds, medians."));
            output.WriteLine();
            output.WriteLine("| what | ms | against read, fold and review |");
            output.WriteLine("| --- | ---: | --- |");
            for (var part = 0; part < Parts.Length; part++)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Parts[part]} | {Median(rounds.Select(r => r.Needed[part])):N0} | |"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| read, fold and review | {Median(rounds.Select(r => r.Needed.Sum())):N0} | 1.00 x |"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `ttv review`, process and files included | {Median(rounds.Select(r => r.Tool)):N0} | {Median(ratios):0.00} x, from {ratios[0]:0.00} to {ratios[^1]:0.00} |"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

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
