using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Ingestion;

namespace Ttv.Cli;

/// <summary>Writes what an import read and set aside, as JSON of the schema <c>ttv.import/1</c>.</summary>
internal static class ImportJson
{
    public static void Write(ImportReport report, string name, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "ttv.import/1");
        json.WriteString("log", name);
        json.WriteString("format", WireName.Of(report.Format));
        json.WriteNumber("bytes", report.BytesRead);
        json.WriteNumber("lines", report.LinesRead);
        json.WriteNumber("blankLines", report.BlankLines);
        json.WriteNumber("events", report.EventsRead);
        json.WriteNumber("derivedIds", report.DerivedIds);
        json.WriteNumber("assumedRecordedAt", report.AssumedRecordedAt);
        json.WriteString("firstOccurredAt", Text(report.FirstOccurredAt));
        json.WriteString("lastOccurredAt", Text(report.LastOccurredAt));
        WriteCounts(json, "ignored", report.Ignored);
        json.WriteNumber("setAside", report.SetAsideCount);
        WriteCounts(json, "setAsideByReason", report.SetAsideByReason);
        json.WriteStartArray("setAsideLines");
        foreach (var line in report.SetAside)
        {
            json.WriteStartObject();
            json.WriteNumber("line", line.Line);
            json.WriteString("reason", line.Reason);
            json.WriteString("message", line.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts) json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static string? Text(Instant? instant) => instant is { } at ? InstantPattern.ExtendedIso.Format(at) : null;
}
