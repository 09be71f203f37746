using System.CommandLine;
using System.Globalization;
using System.Text;
using NodaTime;
using Ttv.Analytics.Populations;
using Ttv.Analytics.Reviews;
using Ttv.Cohorts;
using Ttv.Ingestion;
using Ttv.Reporting;

namespace Ttv.Cli.Commands;

/// <summary><c>ttv review</c>: reads a log, prints the weekly review and writes it as HTML, Markdown and JSON.</summary>
internal static class ReviewCommand
{
    private static readonly Duration OneWeek = Duration.FromDays(7);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var log = new LogOptions();
        var by = new Option<string?>("--by") { Description = "Split the weekly cohorts by segment, band or a profile key", HelpName = "KEY" };
        var folder = new Option<string>("--out") { Description = "Where the files go", HelpName = "DIR", DefaultValueFactory = _ => "./ttv-review" };
        var command = new Command("review", "Review the weekly cohorts of an event log") { by, folder };
        log.AddTo(command);
        command.SetAction(parsed => Run(log.Open(parsed), parsed.GetValue(by), parsed.GetValue(folder)!, output, error));
        return command;
    }

    private static int Run(LogSource source, string? by, string folder, TextWriter output, TextWriter error)
    {
        if (File.Exists(folder)) throw new UsageException($"--out '{folder}' is a file: a directory is needed.");
        if (by is "") throw new UsageException("--by is empty: segment, band or a profile key is allowed.");
        RequireProfileKey(source, by);
        var batch = new EventBatch(source.File.Definitions);
        var report = source.ReadInto(batch, error);
        var asOf = source.AsOf(batch.Watermark, report);
        if (batch.Watermark is { } watermark) RequireWithinReach(source, Instants.Min(asOf, watermark));
        var policy = new ReviewPolicy { By = by, WeekOrigin = source.File.CohortOrigin };
        var review = new PopulationReviewer(policy).Review(
            batch, asOf, new ReviewContext { CohortFacts = [.. report.CohortFacts] }, previousAsOf: asOf - OneWeek, degreeOfParallelism: Environment.ProcessorCount);
        var title = source.File.Title ?? source.Name;

        // Everything is made before the first file is written.
        (string Name, byte[] Content)[] files =
        [
            ("review.html", Encoding.UTF8.GetBytes(ReviewHtml.Render(review, title, policy))),
            ("review.md", Encoding.UTF8.GetBytes(ReviewMarkdown.Render(review, title, policy))),
            ("review.json", ToBytes(s => ReviewJson.Write(review, s, title))),
            ("import.json", ToBytes(s => ImportJson.Write(report, source.Name, s))),
        ];
        output.Write(ReviewText.Render(review, title, policy));
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files) WriteWhole(Path.Combine(folder, name), content);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Read {report.EventsRead:N0} events of {batch.AccountCount:N0} accounts in {report.LinesRead:N0} lines; {report.SetAsideCount:N0} lines set aside{(report.SetAsideCount > 0 ? " (see import.json)" : "")}."));
        output.WriteLine($"Wrote {string.Join(", ", files.Select(f => f.Name))} to {Path.GetFullPath(folder)}");
        return TtvTool.Success;
    }

    private static void RequireWithinReach(LogSource source, Instant observedUntil)
    {
        var latest = Instants.FromMicroseconds(OutcomeColumns.Latest);
        if (observedUntil > latest) throw new UsageException($"{source.Name} holds an event at {observedUntil}: a review reaches to {latest}; give an earlier --as-of.");
    }

    /// <summary>A key that no sign-up event is asked to tell would put every account into one group.</summary>
    private static void RequireProfileKey(LogSource source, string? by)
    {
        if (by is null or ReviewPolicy.BySegment or ReviewPolicy.ByBand) return;
        var definitions = source.File.Definitions;
        string[] known = [.. definitions.Dimensions, .. definitions.ProfileKeys];
        if (known.Length > 0 && !known.Contains(by))
            throw new UsageException($"--by is '{by}': segment, band, or one of the definitions' profile keys and dimensions is allowed ({string.Join(", ", known)}).");
    }

    private static byte[] ToBytes(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        return buffer.ToArray();
    }

    /// <summary>A file appears whole or not at all.</summary>
    private static void WriteWhole(string path, byte[] content)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, content);
        File.Move(partial, path, overwrite: true);
    }
}
