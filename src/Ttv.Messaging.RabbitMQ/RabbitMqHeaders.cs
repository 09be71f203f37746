using System.Text;
using RabbitMQ.Client;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>What Ttv writes into a message's headers and reads from them. Others may have written them too: what cannot be read counts as absent.</summary>
internal static class RabbitMqHeaders
{
    /// <summary>How often the sender failed so far.</summary>
    public const string Failures = "ttv-failures";

    public static int FailuresOf(IReadOnlyBasicProperties properties) => Value(properties, Failures) switch
    {
        int failures => Math.Clamp(failures, 0, 1000),
        long failures => (int)Math.Clamp(failures, 0, 1000),
        _ => 0,
    };

    public static string? Text(IReadOnlyBasicProperties properties, string name) => Value(properties, name) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };

    /// <summary>Persistent, with what identifies the message, and headers of ours alone: those of others might not fit a second time.</summary>
    public static BasicProperties Again(IReadOnlyBasicProperties properties, Dictionary<string, object?>? headers = null) => new()
    {
        ContentType = properties.ContentType is { } contentType ? WireText.Fit(contentType) : null,
        DeliveryMode = DeliveryModes.Persistent,
        MessageId = WireText.Id(properties.MessageId),
        Type = properties.Type is { } type ? WireText.Fit(type) : null,
        Headers = headers,
    };

    private static object? Value(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;
}
