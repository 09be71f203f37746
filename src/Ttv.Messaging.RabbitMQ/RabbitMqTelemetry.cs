using System.Diagnostics.Metrics;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>The name under which this package counts. Publishing and receiving are traced by Ttv.Hosting.</summary>
public static class RabbitMqTelemetry
{
    /// <summary>The meter: <c>Ttv.Messaging.RabbitMQ</c>.</summary>
    public const string MeterName = "Ttv.Messaging.RabbitMQ";
}

/// <summary>The instruments of <see cref="RabbitMqTelemetry.MeterName"/>.</summary>
internal sealed class RabbitMqMetrics : IDisposable
{
    private readonly Meter _meter = new(RabbitMqTelemetry.MeterName);

    public RabbitMqMetrics()
    {
        Redelivered = _meter.CreateCounter<long>("ttv.rabbitmq.redelivered", "{message}", "Messages given back after a failure, to be delivered again.");
        DeadLettered = _meter.CreateCounter<long>("ttv.rabbitmq.dead_lettered", "{message}", "Messages given up, by whether they could be read.");
        Connected = _meter.CreateCounter<long>("ttv.rabbitmq.connected", "{connection}", "Connections made.");
    }

    public Counter<long> Redelivered { get; }

    public Counter<long> DeadLettered { get; }

    public Counter<long> Connected { get; }

    public void Dispose() => _meter.Dispose();
}
