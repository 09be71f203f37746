using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>
/// The Amplitude export. The account is the one group in <c>groups</c>, else <c>user_id</c>; the id <c>$insert_id</c>,
/// else <c>uuid</c>; it occurred at <c>event_time</c> (UTC), else <c>time</c>; it was recorded at
/// <c>server_received_time</c>, else <c>server_upload_time</c>. <c>$identify</c> tells the profile.
/// </summary>
internal static class AmplitudeEvents
{
    public static void Read(JsonFields row, string? accountField, LineSink sink)
    {
        var account = row.Account(accountField, () => row.SingleId("groups") ?? row.OptionalId("user_id") ?? throw LineException.Missing("groups and user_id"));
        var name = row.Text("event_type");
        var id = row.OptionalId("$insert_id") ?? row.OptionalId("insert_id") ?? row.OptionalId("uuid");
        var occurredAt = row.OptionalTime("event_time", sink.Zone) ?? row.OptionalEpochOrTime("time", sink.Zone) ?? throw LineException.Missing("event_time");
        var recordedAt = row.OptionalTime("server_received_time", sink.Zone) ?? row.OptionalTime("server_upload_time", sink.Zone);
        var user = row.OptionalObject("user_properties");
        if (name == "$identify")
        {
            sink.Add(account, new ProfileObserved(user?.ToProperties() ?? EventProperties.Empty), occurredAt, recordedAt, id);
            return;
        }

        var properties = new List<KeyValuePair<string, PropertyValue>>();
        user?.AddTo(properties, "user_properties.");
        foreach (var field in (string[])["platform", "os_name", "device_type", "country", "version_name"])
        {
            if (row.OptionalText(field) is { } value) properties.Add(new(field, value));
        }

        row.OptionalObject("event_properties")?.AddTo(properties);
        sink.Add(account, name, EventProperties.Create(properties), occurredAt, recordedAt, id);
    }
}
