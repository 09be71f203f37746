using NodaTime;
using Spectre.Console;
using Ttv.Ingestion;
using Ttv.Journeys;

namespace Ttv.Cli;

/// <summary>A log ready to be read, with the definitions to read it by.</summary>
internal sealed record LogSource(string Name, Stream Stream, EventFormat Format, DefinitionsFile File, Instant? RequestedAsOf)
{
    /// <summary>Reads the whole log; on a terminal the error stream shows a progress bar.</summary>
    public ImportReport ReadInto(ICodedEventSink log, TextWriter error)
    {
        using var stream = Stream;
        var options = File.ToImportOptions();
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected) return Fill(log, stream, options);
        ImportReport? report = null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress().AutoClear(true).Start(progress =>
        {
            var task = progress.AddTask("reading " + Markup.Escape(Name), maxValue: 1);
            options.Progress = new Bar(task);
            report = Fill(log, stream, options);
        });
        return report!;
    }

    /// <summary>The instant to judge at: the one asked for, else the log's latest event.</summary>
    /// <exception cref="UsageException">The log has no event.</exception>
    public Instant AsOf(Instant? watermark, ImportReport report) =>
        RequestedAsOf ?? watermark
        ?? throw new UsageException($"{Name} holds no event that could be read ({report.LinesRead} lines, {report.SetAsideCount} set aside{(report.SetAside.Count > 0 ? $"; line {report.SetAside[0].Line}: {report.SetAside[0].Message}" : "")}).");

    private ImportReport Fill(ICodedEventSink log, Stream stream, EventImportOptions options)
    {
        var import = new EventImport(stream, Format, options);
        import.ReadInto(log, Environment.ProcessorCount);
        return import.Report;
    }

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.BytesTotal is > 0 and { } total) task.Value = value.BytesRead / (double)total;
            else task.IsIndeterminate = true;
        }
    }
}
