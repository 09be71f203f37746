using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Ttv.Hosting.Messaging;
using Ttv.Nudges;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>
/// A nudge as a CloudEvent 1.0 in structured JSON: the id is the decision's key, the subject the account, the time the decision's
/// instant, the data the decision in the contract of <see cref="NudgeDecisionJson"/>, and the extension <c>traceparent</c> the trace.
/// </summary>
/// <remarks>Source: CloudEvents 1.0.2, JSON format and distributed tracing extension. Thread-safe.</remarks>
public static class NudgeCloudEvent
{
    /// <summary>The type of a nudge to send: <c>ttv.nudge.send</c>.</summary>
    public const string SendType = "ttv.nudge.send";

    /// <summary>The type of an escalation to a human: <c>ttv.nudge.escalate</c>.</summary>
    public const string EscalateType = "ttv.nudge.escalate";

    /// <summary>The content type: <c>application/cloudevents+json; charset=utf-8</c>.</summary>
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    private static readonly CloudEventAttribute TraceParent = CloudEventAttribute.CreateExtension("traceparent", CloudEventAttributeType.String);
    private static readonly JsonEventFormatter Formatter = new();

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="source">What it comes from.</param>
    public static ReadOnlyMemory<byte> Encode(NudgeMessage message, Uri source)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(source);
        var decision = message.Decision;
        using var data = JsonDocument.Parse(NudgeDecisionJson.ToJson(decision));
        var cloudEvent = new CloudEvent(CloudEventsSpecVersion.V1_0)
        {
            Id = decision.Key,
            Source = source,
            Type = decision.Outcome == NudgeOutcome.Escalate ? EscalateType : SendType,
            Subject = decision.Account.Value,
            Time = decision.AsOf.ToDateTimeOffset(),
            DataContentType = "application/json",
            Data = data.RootElement,
        };
        if (message.TraceParent is { } trace) cloudEvent[TraceParent] = trace;
        return Formatter.EncodeStructuredModeMessage(cloudEvent, out _);
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="TtvValidationException">It is no CloudEvent, or its data is no decision; what is wrong is named.</exception>
    public static NudgeMessage Decode(ReadOnlyMemory<byte> body)
    {
        CloudEvent cloudEvent;
        try
        {
            cloudEvent = Formatter.DecodeStructuredModeMessage(body, new ContentType(ContentType), [TraceParent]);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            throw new TtvValidationException("CloudEvent", [e.Message]);
        }

        if (cloudEvent.Data is not JsonElement data) throw new TtvValidationException("CloudEvent", ["data is missing: the decision as JSON is needed."]);
        return new NudgeMessage(NudgeDecisionJson.Parse(data.GetRawText()), cloudEvent[TraceParent] as string);
    }
}
