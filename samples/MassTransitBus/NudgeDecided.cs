using MassTransit;
using Ttv.Hosting.Messaging;
using Ttv.Nudges;

namespace MassTransitBus;

/// <summary>What travels over the bus: the decision in its JSON contract, and the trace that it belongs to.</summary>
public sealed record NudgeDecided(string Decision, string? TraceParent);

/// <summary>Ttv's one-method seam: returns once the bus has the message.</summary>
internal sealed class MassTransitPublisher(IBus bus) : INudgePublisher
{
    public async ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default) =>
        await bus.Publish(new NudgeDecided(NudgeDecisionJson.ToJson(message.Decision), message.TraceParent), cancellationToken);
}

/// <summary>The bus's end: an exception goes to MassTransit's own retries and, after them, to its error queue.</summary>
internal sealed class NudgeDecidedConsumer(NudgeReceiver receiver) : IConsumer<NudgeDecided>
{
    public async Task Consume(ConsumeContext<NudgeDecided> context) =>
        await receiver.ReceiveAsync(new NudgeMessage(NudgeDecisionJson.Parse(context.Message.Decision), context.Message.TraceParent), context.CancellationToken);
}
