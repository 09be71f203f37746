using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Consumes nudges: each takes effect once through the inbox and is then acknowledged. One whose sender fails too often is given up with its reason.</summary>
internal sealed partial class RabbitMqConsumer(
    RabbitMqConnection connection, ConfirmedChannel confirmed, NudgeReceiver receiver, IServiceProviderIsService registered, IOptions<RabbitMqOptions> options, RabbitMqMetrics metrics, ILogger<RabbitMqConsumer> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

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
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The broker went away, or refused the queue: the consumer outlives it and connects again after a pause.
                failures++;
                LogLost(failures, e.GetType().Name);
            }

            try
            {
                await Task.Delay(Backoff(failures), stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Consumes until the channel is lost.</summary>
    private async Task ConsumeAsync(Action consuming, CancellationToken stopping)
    {
        await using var channel = await connection.OpenChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false), stopping).ConfigureAwait(false);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, (ushort)options.Value.Prefetch, global: false, stopping).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        // The body is lent for the call alone, which ends when the message is done with.
        consumer.ReceivedAsync += (_, delivery) => HandleAsync(channel, delivery, stopping);
        // A queue deleted under the consumer cancels it and leaves the channel open.
        consumer.UnregisteredAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(options.Value.Queue, autoAck: false, consumer, stopping).ConfigureAwait(false);
        consuming();
        await lost.Task.WaitAsync(stopping).ConfigureAwait(false);
    }

    private async Task HandleAsync(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stopping)
    {
        try
        {
            if (await TryHandleAsync(delivery, stopping).ConfigureAwait(false)) await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stopping).ConfigureAwait(false);
            else await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not acknowledged: the broker delivers it again, to whoever consumes next.
        }
        catch (Exception e) when (e is TtvPublishException or global::RabbitMQ.Client.Exceptions.AlreadyClosedException or global::RabbitMQ.Client.Exceptions.OperationInterruptedException or IOException or ObjectDisposedException)
        {
            // The broker is gone before it was told: it delivers the message again, and the inbox absorbs it.
            LogNotAcknowledged(e.GetType().Name);
        }
    }

    /// <summary>Whether the message is done with: it took effect, had done so before, or is given up.</summary>
    private async Task<bool> TryHandleAsync(BasicDeliverEventArgs delivery, CancellationToken stopping)
    {
        NudgeMessage message;
        try
        {
            message = NudgeCloudEvent.Decode(delivery.Body);
        }
        catch (TtvValidationException e)
        {
            await GiveUpAsync(delivery, e.Message, isReadable: false, stopping).ConfigureAwait(false);
            return true;
        }

        var deliveries = DeliveriesOf(delivery) + 1;
        try
        {
            await receiver.ReceiveAsync(message, stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (TtvStoreException)
        {
            // The store does not answer: no message is to blame, however long that lasts.
            metrics.Redelivered.Add(1);
            await Task.Delay(Backoff(Math.Min(deliveries, 4)), stopping).ConfigureAwait(false);
            return false;
        }
        catch (Exception e)
        {
            // The sender is the user's own and may throw anything; the message counts it, and is given up with it in the end.
            LogFailed(deliveries, e.GetType().Name);
            if (deliveries >= options.Value.MaxDeliveries)
            {
                await GiveUpAsync(delivery, $"the sender failed {deliveries.ToString(CultureInfo.InvariantCulture)} times: {e.GetType().Name}: {e.Message}", isReadable: true, stopping).ConfigureAwait(false);
                return true;
            }

            metrics.Redelivered.Add(1);
            await Task.Delay(Backoff(deliveries), stopping).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Moves a message to the dead letters with its reason; the broker has it there before it is acknowledged here.</summary>
    private async Task GiveUpAsync(BasicDeliverEventArgs delivery, string reason, bool isReadable, CancellationToken stopping)
    {
        var properties = new BasicProperties
        {
            ContentType = delivery.BasicProperties.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = delivery.BasicProperties.MessageId,
            Type = delivery.BasicProperties.Type,
            Headers = new Dictionary<string, object?> { [RabbitMqDeadLetters.ReasonHeader] = reason, [RabbitMqDeadLetters.RoutingKeyHeader] = delivery.RoutingKey },
        };
        await confirmed.PublishAsync("", options.Value.DeadLetterQueue, properties, delivery.Body, stopping).ConfigureAwait(false);
        metrics.DeadLettered.Add(1, new KeyValuePair<string, object?>("readable", isReadable));
        LogGivenUp(isReadable);
    }

    /// <summary>How often the message was delivered before, as the quorum queue counts.</summary>
    private static int DeliveriesOf(BasicDeliverEventArgs delivery) =>
        delivery.BasicProperties.Headers?.TryGetValue("x-delivery-count", out var count) == true ? Convert.ToInt32(count, CultureInfo.InvariantCulture) : 0;

    private TimeSpan Backoff(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, (long)(options.Value.RetryAfter.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)))));

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "The connection to the broker was lost or refused for the {Failures}. time: {Fault}. It is tried again.")]
    private partial void LogLost(int failures, string fault);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "A nudge was not acknowledged: {Fault}. The broker delivers it again, and it is absorbed.")]
    private partial void LogNotAcknowledged(string fault);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "A nudge's sender failed at delivery {Deliveries}: {Fault}.")]
    private partial void LogFailed(int deliveries, string fault);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "A message was given up (readable: {IsReadable}). Its dead letter says why.")]
    private partial void LogGivenUp(bool isReadable);
}
