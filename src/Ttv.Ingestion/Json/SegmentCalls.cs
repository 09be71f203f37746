using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>
/// Segment spec calls. The account is <c>context.groupId</c>, else <c>groupId</c>, else <c>userId</c>; the id
/// <c>messageId</c>; it occurred at <c>timestamp</c> and was recorded at <c>receivedAt</c>. Traits become the profile.
/// </summary>
internal static class SegmentCalls
{
    public static void Read(JsonFields call, string? accountField, LineSink sink)
    {
        var type = call.Text("type");
        if (type is "alias")
        {
            sink.Ignore(type);
            return;
        }

        var context = call.OptionalObject("context");
        var account = call.Account(accountField, () =>
            context?.OptionalId("groupId") ?? call.OptionalId("groupId") ?? call.OptionalId("userId") ?? throw LineException.Missing("context.groupId, groupId and userId"));
        var id = call.OptionalId("messageId");
        var occurredAt = call.OptionalTime("timestamp", sink.Zone) ?? throw LineException.Missing("timestamp");
        var recordedAt = call.OptionalTime("receivedAt", sink.Zone);
        switch (type)
        {
            case "track":
                sink.Add(account, call.Text("event"), PropertiesOf(call, context), occurredAt, recordedAt, id);
                break;
            case "identify" or "group":
                sink.Add(account, new ProfileObserved(call.OptionalObject("traits")?.ToProperties() ?? EventProperties.Empty), occurredAt, recordedAt, id);
                break;
            case "page" or "screen":
                var name = call.OptionalText("name");
                var properties = PropertiesOf(call, context);
                sink.Add(account, type, name is null ? properties : properties.With(EventProperties.Of(("name", name))), occurredAt, recordedAt, id);
                break;
            default:
                throw new LineException(SetAsideReasons.UnknownType, $"type is {LineException.Quote(type)}: track, identify, group, page, screen, alias are allowed.");
        }
    }

    private static EventProperties PropertiesOf(JsonFields call, JsonFields? context)
    {
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        context?.AddTo(properties, "context.");
        call.OptionalObject("properties")?.AddTo(properties);
        return EventProperties.Create(properties);
    }
}
