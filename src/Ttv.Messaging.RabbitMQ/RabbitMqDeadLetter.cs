using RabbitMQ.Client;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A message that was given up, as it lies in the queue of the dead letters.</summary>
/// <remarks>Made by <see cref="RabbitMqDeadLetters.PeekAsync"/>. Immutable.</remarks>
public sealed class RabbitMqDeadLetter
{
    internal RabbitMqDeadLetter(BasicGetResult letter)
    {
        var properties = letter.BasicProperties;
        Body = letter.Body.ToArray();
        Id = IdOf(letter);
        MessageId = properties.MessageId;
        RoutingKey = RabbitMqHeaders.Text(properties, RabbitMqDeadLetters.RoutingKeyHeader);
        Reason = ReasonOf(properties);
    }

    /// <summary>What to name it by for <see cref="RabbitMqDeadLetters.DropAsync"/>: the SHA-256 of its body, 64 hexadecimal digits. The same message given up twice has it twice.</summary>
    public string Id { get; }

    /// <summary>Why it was given up, at most 1,000 characters; <c>not said</c> where whoever put it there did not say.</summary>
    public string Reason { get; }

    /// <summary>The decision's key, or its hash where it is too long for AMQP; null where the message came without.</summary>
    public string? MessageId { get; }

    /// <summary>The routing key that it came with, which is the rule's key; null where it is not known.</summary>
    public string? RoutingKey { get; }

    /// <summary>The message as it came; <see cref="NudgeCloudEvent.Decode"/> reads it where it can be read.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    internal static string IdOf(BasicGetResult letter) => WireText.Hash(letter.Body.Span);

    internal static string ReasonOf(IReadOnlyBasicProperties properties) =>
        RabbitMqHeaders.Text(properties, RabbitMqDeadLetters.ReasonHeader)
        ?? (RabbitMqHeaders.Text(properties, "x-first-death-reason") is { } death ? $"given up by the broker: {death}" : "not said");
}
