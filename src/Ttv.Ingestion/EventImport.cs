using ICSharpCode.SharpZipLib;
using Ttv.Events;
using Ttv.Ingestion.Csv;
using Ttv.Ingestion.Json;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion;

/// <summary>
/// Reads a log of events from a stream, one line at a time, in memory that does not grow with the log. A line that cannot
/// be read is set aside with its number and reason, and never stops the import. Compression by gzip is recognised by itself.
/// </summary>
/// <remarks>Enumerate <see cref="Events"/> once, or read once into a sink; <see cref="Report"/> grows meanwhile and is complete at the end. Not thread-safe.</remarks>
public sealed partial class EventImport
{
    private readonly Stream _stream;
    private readonly EventImportOptions _options;
    private bool _isAskedFor;
    private bool _isRead;

    /// <summary>Prepares an import. The stream is not closed.</summary>
    /// <exception cref="ArgumentException">The stream cannot be read, the format is CSV without columns, or an option is out of its range.</exception>
    public EventImport(Stream stream, EventFormat format, EventImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead) throw new ArgumentException("The stream cannot be read.", nameof(stream));
        if (!Enum.IsDefined(format)) throw new ArgumentException($"format is {format}: {WireName.Allowed<EventFormat>()} are allowed.", nameof(format));
        _stream = stream;
        _options = options ?? new EventImportOptions();
        if (format == EventFormat.Csv && _options.Csv is null) throw new ArgumentException("Csv is not set: reading delimited text needs its columns.", nameof(options));
        if (_options.MaxLineBytes is < 1024 or > EventImportOptions.LongestLine) throw new ArgumentException($"MaxLineBytes is {_options.MaxLineBytes}: 1024 to {EventImportOptions.LongestLine} are allowed.", nameof(options));
        Report = new ImportReport(format);
    }

    /// <summary>What was read, ignored and set aside so far.</summary>
    public ImportReport Report { get; }

    /// <summary>The events, read as they are enumerated.</summary>
    /// <exception cref="InvalidOperationException">The events were enumerated before.</exception>
    /// <exception cref="TtvImportException">The compressed stream is damaged or ends too early.</exception>
    public IEnumerable<TtvEvent> Events()
    {
        RequireFirst(ref _isAskedFor);
        return Read();
    }

    private static void RequireFirst(ref bool isDone)
    {
        if (isDone) throw new InvalidOperationException("The events of an import can be read once.");
        isDone = true;
    }

    private IEnumerable<TtvEvent> Read()
    {
        RequireFirst(ref _isRead);
        var counting = new CountingStream(_stream);
        using var input = OpenInput(counting);
        var lines = new LineReader(input, _options.MaxLineBytes);
        var sink = new LineSink(Report, _options.Zone);
        ILineFormat format = Report.Format == EventFormat.Csv
            ? new CsvFormat(_options.Csv!, _options.Zone)
            : new JsonLineFormat(Report.Format, _options.AccountField);
        var total = Length();
        var reported = 0L;
        while (ReadNext(format, lines, sink, counting))
        {
            foreach (var told in sink.Take()) yield return told;
            if (_options.Progress is { } progress && counting.Position - reported >= 1 << 16)
            {
                reported = counting.Position;
                progress.Report(new ImportProgress(reported, total, lines.Number, Report.SetAsideCount));
            }
        }

        _options.Progress?.Report(new ImportProgress(counting.Position, total, Report.LinesRead, Report.SetAsideCount));
    }

    private long? Length() => _stream.CanSeek ? _stream.Length : null;

    private static Stream OpenInput(CountingStream counting) => counting.StartsWith(0x1f, 0x8b) ? new WholeGzipStream(counting) : counting;

    private bool ReadNext(ILineFormat format, LineReader lines, LineSink sink, CountingStream counting)
    {
        try
        {
            return format.Read(lines, sink);
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException)
        {
            throw Damaged(counting, lines.Number, e);
        }
        finally
        {
            Report.LinesRead = lines.Number;
            Report.BytesRead = counting.Position;
        }
    }

    private static TtvImportException Damaged(CountingStream counting, long line, Exception e) =>
        new($"The compressed stream is damaged or cut off near byte {counting.Position}, after line {line}: {e.Message}", e);
}
