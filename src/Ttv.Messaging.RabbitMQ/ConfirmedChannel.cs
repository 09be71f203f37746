using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Publishes with the broker's confirmation, and mandatory: an unroutable message would otherwise be confirmed and lost.</summary>
internal sealed class ConfirmedChannel(RabbitMqConnection connection, IOptions<RabbitMqOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IChannel? _channel;

    /// <summary>Publishes a persistent message and waits until the broker has it.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer, refuses, or has no queue for it.</exception>
    public async Task PublishAsync(string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(options.Value.ConfirmTimeout);
        try
        {
            var channel = await OpenAsync(waiting.Token).ConfigureAwait(false);
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, waiting.Token).ConfigureAwait(false);
        }
        catch (PublishException e)
        {
            throw new TtvPublishException(e.IsReturn ? $"The broker has no queue for exchange '{exchange}' and routing key '{routingKey}'." : "The broker refused the message.", e);
        }
        catch (Exception e) when (e is OperationInterruptedException or AlreadyClosedException or IOException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new TtvPublishException($"The broker did not confirm: {e.GetType().Name}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel) await channel.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } standing) return standing;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is { IsOpen: true } made) return made;
            if (_channel is { } lost) await lost.DisposeAsync().ConfigureAwait(false);
            _channel = null;
            return _channel = await connection.OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
