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
    /// <param name="source">What it comes from; not empty.</param>
    /// <exception cref="ArgumentException">The source is empty, or the decision holds what a CloudEvent cannot.</exception>
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
    /// <param name="body">Any bytes.</param>
    /// <exception cref="TtvValidationException">It is no CloudEvent, or its data is no decision; what is wrong is named. Nothing else is thrown, whatever the bytes.</exception>
    public static NudgeMessage Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            var cloudEvent = Formatter.DecodeStructuredModeMessage(body, new ContentType(ContentType), [TraceParent]);
            if (cloudEvent.Data is not JsonElement data) throw new TtvValidationException("CloudEvent", ["data is missing: the decision as JSON is needed."]);
            return new NudgeMessage(NudgeDecisionJson.Parse(data.GetRawText()), cloudEvent[TraceParent] as string);
        }
        catch (Exception e) when (e is not TtvValidationException)
        {
            // Bytes that are no UTF-8, a lone surrogate, an attribute out of range: the parsers name each by another type.
            throw new TtvValidationException("CloudEvent", [e.Message]);
        }
    }
}
