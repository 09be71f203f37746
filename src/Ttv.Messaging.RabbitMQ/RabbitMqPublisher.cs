using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Publishes nudges as CloudEvents to the exchange; the routing key is the rule's key, as much of it as AMQP takes, the message id the decision's key or its hash.</summary>
internal sealed class RabbitMqPublisher(ConfirmedChannel channel, IOptions<RabbitMqOptions> options) : INudgePublisher
{
    public async ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var properties = new BasicProperties
        {
            ContentType = NudgeCloudEvent.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = WireText.Id(message.Decision.Key),
            Type = message.Decision.Outcome == Nudges.NudgeOutcome.Escalate ? NudgeCloudEvent.EscalateType : NudgeCloudEvent.SendType,
        };
        await channel.PublishAsync(options.Value.Exchange, WireText.Fit(message.Decision.Rule), properties, Encode(message), cancellationToken).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> Encode(NudgeMessage message)
    {
        try
        {
            return NudgeCloudEvent.Encode(message, options.Value.Source);
        }
        catch (Exception e)
        {
            // It will never be otherwise: this message is at fault, not the way.
            throw new TtvDeliveryException($"The message cannot be written as a CloudEvent: {e.GetType().Name}: {e.Message}", e);
        }
    }
}
