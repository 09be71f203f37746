using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Publishes with the broker's confirmation, and mandatory: an unroutable message would otherwise be confirmed and lost.</summary>
internal sealed class ConfirmedChannel(RabbitMqConnections connections, IOptions<RabbitMqOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IChannel? _channel;

    /// <summary>Publishes a persistent message and waits until the broker has it.</summary>
    /// <exception cref="TtvPublishException">The broker does not answer, refuses, or has no queue for it.</exception>
    public async Task PublishAsync(string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var channel = await OpenAsync(cancellationToken).ConfigureAwait(false);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(options.Value.ConfirmTimeout);
        try
        {
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, waiting.Token).ConfigureAwait(false);
        }
        catch (PublishException e) when (e.IsReturn)
        {
            // The broker answered: the channel is well, and others wait on it.
            throw new TtvPublishException($"The broker has no queue for exchange '{exchange}' and routing key '{routingKey}'.", e);
        }
        catch (Exception e)
        {
            // Of the channel nothing is known any more, whatever it says of itself: the next message gets another one.
            Drop(channel);
            if (cancellationToken.IsCancellationRequested && e is OperationCanceledException) throw;
            throw new TtvPublishException(e is PublishException ? "The broker refused the message." : $"The broker did not confirm: {BrokerFault.Of(e)}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _channel, null) is { } channel) await AbandonAsync(channel).ConfigureAwait(false);
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } standing) return standing;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is { IsOpen: true } made) return made;
            if (_channel is { } lost) Drop(lost);
            return _channel = await connections.Publishing.OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of a channel; it is closed behind the caller's back.</summary>
    private void Drop(IChannel channel)
    {
        if (Interlocked.CompareExchange(ref _channel, null, channel) == channel) _ = AbandonAsync(channel);
    }

    private static async Task AbandonAsync(IChannel channel)
    {
        try
        {
            await channel.AbortAsync().ConfigureAwait(false);
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is done with either way; what was lost with it was said to whoever published.
        }
    }
}
