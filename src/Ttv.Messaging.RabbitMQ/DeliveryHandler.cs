using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>
/// Makes a delivery take effect once through the inbox. A sender's failures are counted in the message itself, in a header: what the
/// broker counts, where it does, includes outages and restarts, for which no message is to blame. One that fails too often, or that
/// cannot be read, moves to the dead letters with its reason.
/// </summary>
internal sealed partial class DeliveryHandler(ConfirmedChannel confirmed, NudgeReceiver receiver, IOptions<RabbitMqOptions> options, RabbitMqMetrics metrics, ILogger<DeliveryHandler> logger)
{
    /// <summary>Whether the delivery is done with and to be acknowledged; otherwise it is to be given back, after the pause that this call made.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<bool> HandleAsync(BasicDeliverEventArgs delivery, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            try
            {
                if (await TryHandleAsync(delivery, stopping).ConfigureAwait(false)) return true;
            }
            catch (Exception e) when (e is not TtvPublishException && !stopping.IsCancellationRequested)
            {
                // Foreseen by nobody; still no delivery may stay unanswered, or the consumer stands still.
                LogUnforeseen(e.GetType().Name);
                await GiveUpAsync(delivery, $"it could not be handled: {e.GetType().Name}: {e.Message}", isReadable: false, stopping).ConfigureAwait(false);
                return true;
            }
        }
        catch (TtvPublishException e)
        {
            // It could be moved neither on nor away: the broker keeps it.
            LogNotMoved(e.Message);
        }

        metrics.Redelivered.Add(1);
        await Task.Delay(options.Value.Backoff(delivery.Redelivered ? 4 : 1), stopping).ConfigureAwait(false);
        return false;
    }

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

        try
        {
            await receiver.ReceiveAsync(message, stopping).ConfigureAwait(false);
            return true;
        }
        catch (TtvStoreException)
        {
            // The store does not answer: no message is to blame, however long that lasts.
            return false;
        }
        catch (Exception e) when (!(e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            // The sender is the user's own and may throw anything; the message counts it, and is given up with it in the end.
            var failures = RabbitMqHeaders.FailuresOf(delivery.BasicProperties) + 1;
            LogFailed(failures, e.GetType().Name);
            if (failures < options.Value.MaxDeliveries) await TryAgainAsync(delivery, failures, stopping).ConfigureAwait(false);
            else await GiveUpAsync(delivery, $"the sender failed {failures.ToString(CultureInfo.InvariantCulture)} times: {e.GetType().Name}: {e.Message}", isReadable: true, stopping).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Puts a message back into its queue with one failure more, after a pause. Killed before this one is acknowledged, it is there twice, which the inbox absorbs.</summary>
    private async Task TryAgainAsync(BasicDeliverEventArgs delivery, int failures, CancellationToken stopping)
    {
        await Task.Delay(options.Value.Backoff(failures), stopping).ConfigureAwait(false);
        var headers = new Dictionary<string, object?> { [RabbitMqHeaders.Failures] = failures, [RabbitMqDeadLetters.RoutingKeyHeader] = RoutingKeyOf(delivery) };
        await confirmed.PublishAsync("", options.Value.Queue, RabbitMqHeaders.Again(delivery.BasicProperties, headers), delivery.Body, stopping).ConfigureAwait(false);
        metrics.Redelivered.Add(1);
    }

    /// <summary>Moves a message to the dead letters with its reason; the broker has it there before it is acknowledged here.</summary>
    private async Task GiveUpAsync(BasicDeliverEventArgs delivery, string reason, bool isReadable, CancellationToken stopping)
    {
        var headers = new Dictionary<string, object?> { [RabbitMqDeadLetters.ReasonHeader] = WireText.Cut(reason), [RabbitMqDeadLetters.RoutingKeyHeader] = RoutingKeyOf(delivery) };
        await confirmed.PublishAsync("", options.Value.DeadLetterQueue, RabbitMqHeaders.Again(delivery.BasicProperties, headers), delivery.Body, stopping).ConfigureAwait(false);
        metrics.DeadLettered.Add(1, new KeyValuePair<string, object?>("readable", isReadable));
        LogGivenUp(isReadable);
    }

    /// <summary>The routing key that the message first came with.</summary>
    private static string RoutingKeyOf(BasicDeliverEventArgs delivery) =>
        WireText.Fit(RabbitMqHeaders.Text(delivery.BasicProperties, RabbitMqDeadLetters.RoutingKeyHeader) ?? delivery.RoutingKey);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "A nudge's sender failed, for the {Failures}. time: {Fault}.")]
    private partial void LogFailed(int failures, string fault);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "A message was given up (readable: {IsReadable}). Its dead letter says why.")]
    private partial void LogGivenUp(bool isReadable);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Error, Message = "A message could not be handled: {Fault}. It moves to the dead letters.")]
    private partial void LogUnforeseen(string fault);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Warning, Message = "A message could not be moved on: {Fault} The broker delivers it again.")]
    private partial void LogNotMoved(string fault);
}
