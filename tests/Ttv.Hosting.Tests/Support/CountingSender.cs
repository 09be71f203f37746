using System.Collections.Concurrent;
using Ttv.Hosting.Messaging;

namespace Ttv.Hosting.Support;

/// <summary>What took effect, and how a test lets sending fail.</summary>
internal sealed class CountingSender
{
    public ConcurrentQueue<NudgeMessage> Sent { get; } = [];

    public Func<NudgeMessage, NudgeDelivery> Send { get; set; } = _ => NudgeDelivery.Sent;

    public IEnumerable<string> Rules => Sent.Select(m => m.Decision.Rule);

    internal sealed class Scoped(CountingSender counts) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            var delivery = counts.Send(message);
            counts.Sent.Enqueue(message);
            return new(delivery);
        }
    }
}
