using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>One connection for publisher and consumer, made when it is first needed and made anew when it is lost.</summary>
internal sealed class RabbitMqConnection(IOptions<RabbitMqOptions> options, RabbitMqMetrics metrics) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    /// <summary>Whether the connection stands, as far as is known; true while none was needed yet.</summary>
    public bool IsUp => _connection?.IsOpen ?? !HasFailed;

    /// <summary>Whether the latest attempt to connect failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>A channel of the caller's own, on a connection that stands.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer, or refuses.</exception>
    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions channel, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await connection.CreateChannelAsync(channel, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException or TimeoutException)
        {
            // The type alone: a message may quote the address.
            throw new TtvPublishException($"The broker does not answer: {(e.InnerException ?? e).GetType().Name}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } standing) return standing;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is { IsOpen: true } made) return made;
            if (_connection is { } lost) await lost.DisposeAsync().ConfigureAwait(false);
            _connection = null;
            HasFailed = true;
            // No recovery behind our backs: whoever uses a channel opens another one when it is lost, and declares what it needs.
            var factory = new ConnectionFactory
            {
                Uri = options.Value.Uri!,
                AutomaticRecoveryEnabled = false,
                ClientProvidedName = "ttv",
                ConsumerDispatchConcurrency = (ushort)options.Value.Prefetch,
            };
            var connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            if (options.Value.DeclaresTopology) await DeclareAsync(connection, cancellationToken).ConfigureAwait(false);
            _connection = connection;
            HasFailed = false;
            metrics.Connected.Add(1);
            return connection;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Exchange, queue and dead-letter queue. Quorum queues count deliveries and survive a broker's restart.</summary>
    private async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var own = options.Value;
        await channel.ExchangeDeclareAsync(own.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        // Giving up is the consumer's to say, with a reason; the broker's own limit, which newer versions set, lies out of the way.
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = 1_000_000,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = own.DeadLetterQueue,
        };
        await channel.QueueDeclareAsync(own.Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(own.Queue, own.Exchange, "#", cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueDeclareAsync(
            own.DeadLetterQueue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
