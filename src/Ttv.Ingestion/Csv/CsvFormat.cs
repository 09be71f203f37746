using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NodaTime;
using NodaTime.Text;
using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Csv;

/// <summary>
/// Reads delimited text by its mapping. A quoted field may span lines; where its quote never ends within the next 100
/// lines, only the line that opened it is set aside and reading goes on at the line after it.
/// </summary>
internal sealed class CsvFormat : ILineFormat
{
    private const int LongestRecord = 100;

    private readonly CsvMapping _mapping;
    private readonly Func<string, string, Instant> _readTime;
    private readonly List<string> _fields = [];
    private readonly Queue<(string Text, long Number)> _pushedBack = new();
    private Layout? _layout;

    public CsvFormat(CsvMapping mapping, DateTimeZone zone)
    {
        _mapping = mapping;
        _readTime = TimeReader(mapping.TimePattern, mapping.Zone ?? zone);
        if (!mapping.HasHeader) _layout = Layout.Create(mapping, [.. mapping.Columns]);
    }

    public bool Read(LineReader lines, LineSink sink)
    {
        if (_pushedBack.TryDequeue(out var again))
        {
            ReadRecord(again, lines, sink);
            return true;
        }

        if (!lines.MoveNext()) return false;
        if (Next(lines, sink) is { } line) ReadRecord(line, lines, sink);
        return true;
    }

    private void ReadRecord((string Text, long Number) line, LineReader lines, LineSink sink)
    {
        var end = CsvRecord.Split(line.Text, _mapping.Delimiter, _fields);
        if (end == CsvRecord.End.InsideQuotes) end = ReadOn(line.Text, lines, sink);
        if (end != CsvRecord.End.Complete)
        {
            sink.SetAside(line.Number, SetAsideReasons.BrokenQuote, end == CsvRecord.End.InsideQuotes ? "A quoted field does not end." : "Text follows the end of a quoted field: a delimiter is needed.");
            return;
        }

        try
        {
            if (_layout is null) _layout = Layout.Create(_mapping, _fields);
            else Add(_layout, sink);
        }
        catch (LineException e)
        {
            sink.SetAside(line.Number, e.Reason, e.Message);
        }
    }

    /// <summary>Joins following lines until the quote ends; where it does not, they are read again on their own.</summary>
    private CsvRecord.End ReadOn(string record, LineReader lines, LineSink sink)
    {
        var taken = new List<(string Text, long Number)>();
        var joined = new StringBuilder(record);
        var end = CsvRecord.End.InsideQuotes;
        while (end == CsvRecord.End.InsideQuotes && taken.Count < LongestRecord)
        {
            (string Text, long Number) next;
            if (_pushedBack.Count > 0) next = _pushedBack.Dequeue();
            else if (lines.MoveNext() && Next(lines, sink, keepBlank: true) is { } read) next = read;
            else break;
            taken.Add(next);
            joined.Append('\n').Append(next.Text);
            if (next.Text.Contains('"', StringComparison.Ordinal)) end = CsvRecord.Split(joined.ToString(), _mapping.Delimiter, _fields);
        }

        if (end == CsvRecord.End.Complete && (_layout is null || _fields.Count == _layout.Count)) return end;
        var rest = _pushedBack.ToArray();
        _pushedBack.Clear();
        foreach (var again in taken.Concat(rest)) _pushedBack.Enqueue(again);
        return CsvRecord.End.InsideQuotes;
    }

    private static (string Text, long Number)? Next(LineReader lines, LineSink sink, bool keepBlank = false)
    {
        if (lines.IsTooLong)
        {
            sink.SetAside(lines.Number, SetAsideReasons.LineTooLong, "The line is longer than the limit.");
            return null;
        }

        var bytes = lines.Line.Span;
        if (!Utf8.IsValid(bytes))
        {
            sink.SetAside(lines.Number, SetAsideReasons.InvalidUtf8, "The line is not valid UTF-8.");
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (!keepBlank && string.IsNullOrWhiteSpace(text))
        {
            sink.Blank();
            return null;
        }

        return (text, lines.Number);
    }

    private void Add(Layout layout, LineSink sink)
    {
        if (_fields.Count != layout.Count)
            throw new LineException(SetAsideReasons.WrongFieldCount, $"The row has {_fields.Count} fields: {layout.Count} are needed.");
        var account = Required(layout.Account, _mapping.Account);
        var name = layout.Event is { } column ? Required(column, _mapping.Event!) : _mapping.ConstantEvent!;
        var occurredAt = _readTime(_mapping.Timestamp, Required(layout.Timestamp, _mapping.Timestamp));
        Instant? recordedAt = layout.RecordedAt is { } recorded && _fields[recorded].Length > 0 ? _readTime(_mapping.RecordedAt!, _fields[recorded]) : null;
        var id = layout.Id is { } idColumn ? Required(idColumn, _mapping.Id!) : null;
        sink.Add(account, name, PropertiesOf(layout), occurredAt, recordedAt, id);
    }

    private string Required(int column, string name) => _fields[column].Length > 0 ? _fields[column] : throw LineException.Missing(name);

    private EventProperties PropertiesOf(Layout layout)
    {
        var properties = new List<KeyValuePair<string, PropertyValue>>(layout.Properties.Length);
        foreach (var (column, name) in layout.Properties)
        {
            if (_fields[column].Length > 0) properties.Add(new(name, ValueOf(_fields[column])));
        }

        return EventProperties.Create(properties);
    }

    private static PropertyValue ValueOf(string text)
    {
        if (text is "true" or "false") return PropertyValue.Of(text == "true");
        // Ids with leading zeros and numbers beyond a double's exact digits stay text.
        var isNumber = text.Length <= 15 && (text[0] is '-' or (>= '0' and <= '9'))
            && !(text.Length > 1 && text[0] == '0' && text[1] != '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return isNumber ? PropertyValue.Of(double.Parse(text, CultureInfo.InvariantCulture)) : PropertyValue.Of(text);
    }

    private static Func<string, string, Instant> TimeReader(string pattern, DateTimeZone zone)
    {
        switch (pattern)
        {
            case "iso":
                return (field, text) => Times.RequireIso(field, text, zone);
            case "unix_seconds" or "unix_milliseconds":
                var factor = pattern == "unix_seconds" ? 1000 : 1;
                return (field, text) =>
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Times.TryFromMilliseconds(number * factor, out var instant)
                        ? instant
                        : throw Fault(field, text, pattern);
        }

        if (HasTimeOfDay(pattern))
        {
            var dateTime = LocalDateTimePattern.CreateWithInvariantCulture(pattern);
            return (field, text) => dateTime.Parse(text) is { Success: true } parsed ? parsed.Value.InZoneLeniently(zone).ToInstant() : throw Fault(field, text, pattern);
        }

        var date = LocalDatePattern.CreateWithInvariantCulture(pattern);
        return (field, text) => date.Parse(text) is { Success: true } parsed ? Instants.StartOf(parsed.Value, zone) : throw Fault(field, text, pattern);

        static LineException Fault(string field, string text, string pattern) =>
            new(SetAsideReasons.InvalidTime, $"{field} is {LineException.Quote(text)}: a time of the pattern '{pattern}' is allowed.");
    }

    internal static bool HasTimeOfDay(string pattern) => pattern.Contains('H', StringComparison.Ordinal) || pattern.Contains('h', StringComparison.Ordinal);

    /// <summary>Where each field of the mapping lies.</summary>
    private sealed record Layout(int Count, int Account, int? Event, int Timestamp, int? Id, int? RecordedAt, (int Column, string Name)[] Properties)
    {
        public static Layout Create(CsvMapping mapping, List<string> columns)
        {
            int Index(string name)
            {
                var index = columns.IndexOf(name);
                return index >= 0 ? index : throw new TtvValidationException("CSV header", [$"column '{name}' is missing: the header has {string.Join(", ", columns)}."]);
            }

            int? OptionalIndex(string? name) => name is null ? null : Index(name);

            int account = Index(mapping.Account), timestamp = Index(mapping.Timestamp);
            int? name = OptionalIndex(mapping.Event), id = OptionalIndex(mapping.Id), recorded = OptionalIndex(mapping.RecordedAt);
            var used = new HashSet<int?> { account, timestamp, name, id, recorded };
            var properties = mapping.Properties is { } declared
                ? declared.Select(p => (Index(p), p)).ToArray()
                : columns.Select((c, i) => (i, c)).Where(c => !used.Contains(c.i) && c.c.Length > 0).ToArray();
            return new Layout(columns.Count, account, name, timestamp, id, recorded, properties);
        }
    }
}
