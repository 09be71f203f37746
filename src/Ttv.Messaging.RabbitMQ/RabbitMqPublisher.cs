using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Publishes nudges as CloudEvents to the exchange; the routing key is the rule's key.</summary>
internal sealed class RabbitMqPublisher(ConfirmedChannel channel, IOptions<RabbitMqOptions> options) : INudgePublisher
{
    public async ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var properties = new BasicProperties
        {
            ContentType = NudgeCloudEvent.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = message.Decision.Key,
            Type = message.Decision.Outcome == Nudges.NudgeOutcome.Escalate ? NudgeCloudEvent.EscalateType : NudgeCloudEvent.SendType,
        };
        await channel.PublishAsync(options.Value.Exchange, message.Decision.Rule, properties, NudgeCloudEvent.Encode(message, options.Value.Source), cancellationToken).ConfigureAwait(false);
    }
}
