using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>
/// The Mixpanel raw export. The account is <c>properties.distinct_id</c>, the id <c>properties.$insert_id</c>; it occurred
/// at <c>properties.time</c> and was recorded at <c>properties.mp_processing_time_ms</c>.
/// </summary>
internal static class MixpanelEvents
{
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "distinct_id", "$insert_id", "time", "mp_processing_time_ms" };

    public static void Read(JsonFields row, string? accountField, LineSink sink)
    {
        var name = row.Text("event");
        var properties = row.OptionalObject("properties") ?? throw LineException.Missing("properties");
        var account = row.Account(accountField, () => properties.OptionalId("distinct_id") ?? throw LineException.Missing("properties.distinct_id"));
        var occurredAt = properties.OptionalEpochOrTime("time", sink.Zone) ?? throw LineException.Missing("properties.time");
        var recordedAt = properties.OptionalEpochOrTime("mp_processing_time_ms", sink.Zone);
        sink.Add(account, name, properties.ToProperties(Envelope.Contains), occurredAt, recordedAt, properties.OptionalId("$insert_id"));
    }
}
