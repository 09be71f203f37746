using Microsoft.Extensions.Options;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>One connection to publish and one to consume: a sender that takes its time, or a broker that stops publishers, holds up only one of them.</summary>
internal sealed class RabbitMqConnections(IOptions<RabbitMqOptions> options, RabbitMqMetrics metrics) : IAsyncDisposable
{
    /// <summary>For what is published, and for reading dead letters.</summary>
    public RabbitMqConnection Publishing { get; } = new("ttv publisher", options.Value, metrics);

    /// <summary>For what is consumed.</summary>
    public RabbitMqConnection Consuming { get; } = new("ttv consumer", options.Value, metrics);

    /// <summary>Why the consumer does not consume; null while it does, or where there is none.</summary>
    public string? ConsumerFault { get; set; }

    public async ValueTask DisposeAsync()
    {
        await Consuming.DisposeAsync().ConfigureAwait(false);
        await Publishing.DisposeAsync().ConfigureAwait(false);
    }
}
