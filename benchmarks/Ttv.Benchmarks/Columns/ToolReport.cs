using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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
        var folder = Directory.CreateTempSubdirectory("ttv-tool");
        try
        {
            var packaged = Publish(Path.Combine(folder.FullName, "tool"));
            var definitions = Path.Combine(folder.FullName, "definitions.json");
            File.WriteAllText(definitions, Definitions);
            using var log = new TrackLog(events, events / 10);
            Needed(log.Path, definitions);
            // In turn, as the machine's speed drifts: what is compared was run within seconds.
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (
                Needed: Needed(log.Path, definitions),
                Packaged: Tool(packaged, [], log.Path, definitions, folder.FullName),
                Portable: Tool("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ttv.Cli.dll")], log.Path, definitions, folder.FullName))).ToList();

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events of {events / 10:N0} accounts, {log.Bytes / 1e6:0} MB of JSON lines, {Environment.ProcessorCount} threads, {Rounds} rounds in turn. Ratios are of the same round."));
            output.WriteLine();
            output.WriteLine("| what | fastest, ms | median, ms | against read, fold and review: median, range |");
            output.WriteLine("| --- | ---: | ---: | --- |");
            for (var part = 0; part < Parts.Length; part++) Write(Parts[part], [.. rounds.Select(r => r.Needed[part])], "");
            Write("read, fold and review", [.. rounds.Select(r => r.Needed.Sum())], "1.00 x");
            Write("`ttv review`, process and files included", [.. rounds.Select(r => r.Packaged)], Against([.. rounds.Select(r => r.Packaged / r.Needed.Sum()).Order()]));
            Write("the same, not native", [.. rounds.Select(r => r.Portable)], Against([.. rounds.Select(r => r.Portable / r.Needed.Sum()).Order()]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string what, double[] times, string ratio) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times.Min():N0} | {times.Order().ElementAt(Rounds / 2):N0} | {ratio} |"));

        static string Against(double[] ratios) => string.Create(CultureInfo.InvariantCulture, $"{ratios[Rounds / 2]:0.00} x, {ratios[0]:0.00} to {ratios[^1]:0.00}");
    }

    /// <summary>The tool as its package for this platform holds it, which takes a linker; its path.</summary>
    private static string Publish(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Ttv.Core.sln"))) root = root.Parent;
        if (root is null) throw new InvalidOperationException($"No Ttv.Core.sln above {AppContext.BaseDirectory}: the tool is published from a clone.");
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var platform = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        Run("dotnet", "publish", Path.Combine(root.FullName, "src", "Ttv.Cli"), "-c", "Release", "-r", platform, "-p:AheadOfTime=true", "-o", folder, "--nologo", "-v", "quiet");
        return Path.Combine(folder, OperatingSystem.IsWindows() ? "Ttv.Cli.exe" : "Ttv.Cli");
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

    private static double Tool(string program, string[] before, string path, string definitions, string folder)
    {
        var clock = Stopwatch.StartNew();
        Run(program, [.. before, "review", "--events", path, "--definitions", definitions, "--out", Path.Combine(folder, "review")]);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
