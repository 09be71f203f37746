using RabbitMQ.Client;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>The exchange, the queue and the dead-letter queue that nudges travel through.</summary>
internal static class RabbitMqTopology
{
    // Giving up is the consumer's to say, with a reason; the broker's own limit, which newer versions set, lies out of the way.
    private const int DeliveryLimit = 1_000_000;

    /// <summary>Declares them: quorum queues, which survive a broker's restart and the loss of a node.</summary>
    public static async Task DeclareAsync(IConnection connection, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = DeliveryLimit,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = options.DeadLetterQueue,
        };
        await channel.QueueDeclareAsync(options.Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(options.Queue, options.Exchange, "#", cancellationToken: cancellationToken).ConfigureAwait(false);
        // Reading a dead letter gives it back, which counts as a delivery too.
        var dead = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = DeliveryLimit };
        await channel.QueueDeclareAsync(options.DeadLetterQueue, durable: true, exclusive: false, autoDelete: false, dead, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
