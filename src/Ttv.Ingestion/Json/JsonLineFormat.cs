using System.Text.Json;
using System.Text.Unicode;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>Reads one JSON object a line and hands it to the format's own reading.</summary>
internal sealed class JsonLineFormat(EventFormat format, string? accountField) : ILineFormat
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Action<JsonFields, string?, LineSink> _read = format switch
    {
        EventFormat.Segment => SegmentCalls.Read,
        EventFormat.Amplitude => AmplitudeEvents.Read,
        EventFormat.Mixpanel => MixpanelEvents.Read,
        EventFormat.Posthog => PosthogEvents.Read,
        EventFormat.Cloudevents => CloudEvents.Read,
        _ => throw new InvalidOperationException($"{format} is not a JSON format."),
    };

    public bool Read(LineReader lines, LineSink sink)
    {
        if (!lines.MoveNext()) return false;
        if (lines.IsTooLong) sink.SetAside(lines.Number, SetAsideReasons.LineTooLong, LineReader.TooLong);
        else ReadLine(lines.Line, lines.Number, sink);
        return true;
    }

    /// <summary>Reads one line, without its end, of at most the length allowed.</summary>
    public void ReadLine(ReadOnlyMemory<byte> line, long number, LineSink sink)
    {
        if (line.Span.Trim(" \t"u8).IsEmpty)
        {
            sink.Blank();
        }
        else if (!Utf8.IsValid(line.Span))
        {
            sink.SetAside(number, SetAsideReasons.InvalidUtf8, "The line is not valid UTF-8.");
        }
        else
        {
            ReadObject(line, number, sink);
        }
    }

    private void ReadObject(ReadOnlyMemory<byte> line, long number, LineSink sink)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new LineException(SetAsideReasons.NotAnObject, $"The line is {JsonFields.Describe(document.RootElement)}: one JSON object a line is needed.");
            _read(new JsonFields(document.RootElement, ""), accountField, sink);
        }
        catch (JsonException e)
        {
            sink.SetAside(number, SetAsideReasons.MalformedJson, $"The line is not one complete JSON object: byte {e.BytePositionInLine}: {Shorten(e.Message)}");
        }
        catch (LineException e)
        {
            sink.SetAside(number, e.Reason, e.Message);
        }
    }

    /// <summary>The parser's sentence without the position, which is told already.</summary>
    private static string Shorten(string message)
    {
        var position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = position < 0 ? message : message[..position];
        return sentence.Length > 200 ? sentence[..200] + "…" : sentence;
    }
}
