using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using Ttv.Ingestion;
using Ttv.Segments;

namespace Ttv.Cli;

/// <summary>The options that say which log to read, and by which definitions.</summary>
internal sealed class LogOptions
{
    private readonly Option<string?> _demo = new("--demo") { Description = "A log that comes with the tool: " + Demo.Names, HelpName = Demo.Names };
    private readonly Option<string?> _events = new("--events") { Description = "The event log to read; gzip is recognised", HelpName = "FILE" };
    private readonly Option<string?> _format = new("--format") { Description = "Its format: " + WireName.Allowed<EventFormat>() + " (default: what the definitions file says)", HelpName = "FORMAT" };
    private readonly Option<string?> _definitions = new("--definitions") { Description = "Segments, paths, vocabulary and columns as JSON (default: the playbook's three segments)", HelpName = "FILE" };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "Judge what was known at this instant or start of day (default: the log's latest event)", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_demo);
        command.Options.Add(_events);
        command.Options.Add(_format);
        command.Options.Add(_definitions);
        command.Options.Add(_asOf);
    }

    /// <summary>Reads the definitions and opens the log; every option is checked before the first event is read.</summary>
    public LogSource Open(ParseResult parsed)
    {
        var (demo, events, definitions) = (parsed.GetValue(_demo), parsed.GetValue(_events), parsed.GetValue(_definitions));
        if (demo is null == events is null) throw new UsageException($"give either --demo {Demo.Names} or --events FILE.");
        if (demo is not null && (definitions is not null || parsed.GetValue(_format) is not null)) throw new UsageException("--demo brings its own definitions and format: leave --definitions and --format out.");
        var file = demo is not null ? Demo.ReadDefinitions(demo) : definitions is not null ? ReadDefinitions(definitions) : Playbook();
        var format = FormatOf(parsed.GetValue(_format)) ?? file.Format
            ?? throw new UsageException($"--format is missing and the definitions name none: {WireName.Allowed<EventFormat>()} are allowed.");
        if (format == EventFormat.Csv && file.Csv is null) throw new UsageException("--format csv needs a definitions file with a csv section that names the columns.");
        var asOf = parsed.GetValue(_asOf) is { } text ? ParseTime(text, file.Definitions.Zone) : file.AsOf;
        return new LogSource(demo ?? Path.GetFileName(events!), demo is not null ? Demo.OpenLog(demo) : OpenFile("--events", events!), format, file, asOf);
    }

    public static DefinitionsFile ReadDefinitions(string path)
    {
        using var stream = OpenFile("--definitions", path);
        return DefinitionsFile.Read(stream);
    }

    private static DefinitionsFile Playbook()
    {
        using var stream = new MemoryStream("""{"schema":"ttv.definitions/1","title":"The playbook's three segments","playbook":true}"""u8.ToArray());
        return DefinitionsFile.Read(stream);
    }

    private static FileStream OpenFile(string option, string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{option} '{path}' is a directory: a file is needed.");
        if (!File.Exists(path)) throw new UsageException($"{option} '{path}' does not exist.");
        return File.OpenRead(path);
    }

    private static EventFormat? FormatOf(string? text) => text switch
    {
        null => null,
        _ when WireName.TryParse<EventFormat>(text, out var format) => format,
        _ => throw new UsageException($"--format is '{text}': {WireName.Allowed<EventFormat>()} are allowed."),
    };

    private static Instant ParseTime(string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time) return time.Value.ToInstant();
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant) return instant.Value;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date) return Instants.StartOf(date.Value, zone);
        throw new UsageException($"--as-of is '{text}': an instant such as 2026-03-02T09:00:00Z, or a date such as 2026-03-02, is allowed.");
    }
}
