using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Consumes nudges as long as the host runs, and outlives every loss of the broker. What becomes of one is the <see cref="DeliveryHandler"/>'s to say.</summary>
internal sealed partial class RabbitMqConsumer(
    RabbitMqConnections connections, DeliveryHandler handler, IServiceProviderIsService registered, IOptions<RabbitMqOptions> options, ILogger<RabbitMqConsumer> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Consumes || !registered.IsService(typeof(INudgeSender))) return;
        await Task.Yield();
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await ConsumeAsync(() => failures = 0, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The broker went away, or refused the queue: the consumer outlives it and connects again after a pause.
                failures++;
                var fault = e is TtvPublishException ? e.Message : BrokerFault.Of(e);
                connections.ConsumerFault = fault;
                LogLost(failures, fault);
            }

            await Task.Delay(options.Value.Backoff(failures), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Consumes until the host stops, then waits for what is in hand; throws once the channel is lost.</summary>
    private async Task ConsumeAsync(Action consuming, CancellationToken stopping)
    {
        var own = new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: (ushort)options.Value.Prefetch);
        var channel = await connections.Consuming.OpenChannelAsync(own, stopping).ConfigureAwait(false);
        var inFlight = new InFlight();
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            channel.ChannelShutdownAsync += (_, reason) => Lose(BrokerFault.Of(reason));
            await channel.BasicQosAsync(0, (ushort)options.Value.Prefetch, global: false, stopping).ConfigureAwait(false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            // The body is lent for the call alone, which ends when the message is done with.
            consumer.ReceivedAsync += (_, delivery) => inFlight.RunAsync(() => AnswerAsync(channel, delivery, Lose, stopping));
            // A queue deleted under the consumer cancels it and leaves the channel open.
            consumer.UnregisteredAsync += (_, _) => Lose("the queue is gone");
            await channel.BasicConsumeAsync(options.Value.Queue, autoAck: false, consumer, stopping).ConfigureAwait(false);
            connections.ConsumerFault = null;
            consuming();
            // The client tells of a loss only after the handlers that still run on the channel: the connection is looked at as well.
            while (!stopping.IsCancellationRequested && !lost.Task.IsCompleted && channel.IsOpen && connections.Consuming.IsOpen)
            {
                await Task.WhenAny(lost.Task, Task.Delay(Look, stopping)).ConfigureAwait(false);
            }

            if (!stopping.IsCancellationRequested) throw new TtvPublishException($"The consumer's channel was lost: {(lost.Task.IsCompleted ? await lost.Task.ConfigureAwait(false) : "the connection is gone")}.");
            // What is in hand is finished, or breaks off with the token, and what took effect is acknowledged.
            await inFlight.DrainAsync().ConfigureAwait(false);
        }
        finally
        {
            _ = AbandonAsync(channel);
        }

        Task Lose(string reason)
        {
            lost.TrySetResult(reason);
            return Task.CompletedTask;
        }
    }

    private async Task AnswerAsync(IChannel channel, BasicDeliverEventArgs delivery, Func<string, Task> lose, CancellationToken stopping)
    {
        try
        {
            // What took effect is acknowledged though the host stops meanwhile.
            if (await handler.HandleAsync(delivery, stopping).ConfigureAwait(false)) await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            else await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not acknowledged: the broker delivers it again, to whoever consumes next.
        }
        catch (Exception e)
        {
            // The broker was not told. Without this channel it delivers the message again, and the inbox absorbs it.
            LogNotAcknowledged(e.GetType().Name);
            await lose("a message could not be acknowledged").ConfigureAwait(false);
        }
    }

    /// <summary>Closes a channel behind the consumer's back: that may wait for handlers that still run on it.</summary>
    private static async Task AbandonAsync(IChannel channel)
    {
        try
        {
            await channel.AbortAsync().ConfigureAwait(false);
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is done with either way; the loss itself was said.
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "Consuming failed for the {Failures}. time: {Fault}. It is tried again.")]
    private partial void LogLost(int failures, string fault);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "A nudge was not acknowledged: {Fault}. The broker delivers it again, and it is absorbed.")]
    private partial void LogNotAcknowledged(string fault);
}
