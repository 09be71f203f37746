using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>
/// The PostHog export. The account is the one group in <c>properties.$groups</c>, else <c>distinct_id</c>; the id
/// <c>uuid</c>; it occurred at <c>timestamp</c> and was recorded at <c>created_at</c>. <c>$identify</c>, <c>$set</c> and
/// <c>$groupidentify</c> tell the profile.
/// </summary>
internal static class PosthogEvents
{
    public static void Read(JsonFields row, string? accountField, LineSink sink)
    {
        var name = row.Text("event");
        var properties = row.OptionalObject("properties");
        var account = row.Account(accountField, () =>
            properties?.OptionalId("$group_key") ?? properties?.SingleId("$groups") ?? row.OptionalId("distinct_id") ?? throw LineException.Missing("distinct_id"));
        var id = row.OptionalId("uuid");
        var occurredAt = row.OptionalTime("timestamp", sink.Zone) ?? throw LineException.Missing("timestamp");
        var recordedAt = row.OptionalTime("created_at", sink.Zone);
        if (name is "$identify" or "$set" or "$groupidentify")
        {
            var set = properties?.OptionalObject(name == "$groupidentify" ? "$group_set" : "$set")?.ToProperties() ?? EventProperties.Empty;
            var once = properties?.OptionalObject("$set_once")?.ToProperties() ?? EventProperties.Empty;
            sink.Add(account, new ProfileObserved(once.With(set)), occurredAt, recordedAt, id);
            return;
        }

        sink.Add(account, name, properties?.ToProperties() ?? EventProperties.Empty, occurredAt, recordedAt, id);
    }
}
