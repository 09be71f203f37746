using Ttv.Hosting.Messaging;

namespace Ttv.Soak;

/// <summary>Hands a message over at once; what fails on the way is tried again.</summary>
internal sealed class SimulatedBus(NudgeReceiver receiver) : INudgePublisher
{
    public async ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default) => await receiver.ReceiveAsync(message, cancellationToken);
}

/// <summary>Tells the run of every nudge that takes effect.</summary>
internal sealed class SimulatedSender(Action<NudgeMessage> sent) : INudgeSender
{
    public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        sent(message);
        return new(NudgeDelivery.Sent);
    }
}
