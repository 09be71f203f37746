using Microsoft.Extensions.Diagnostics.HealthChecks;
using Ttv.Hosting;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Says whether the broker takes messages and, where this instance consumes, gives them. Connects where nothing stands: an instance that had nothing to publish yet knows too.</summary>
internal sealed class RabbitMqHealthCheck(RabbitMqConnections connections) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = await PublishingFaultAsync(cancellationToken).ConfigureAwait(false)
            ?? connections.ConsumerFault
            ?? (connections.Consuming.IsLost ? "The consumer's connection was lost." : null);
        if (fault is not null) return new HealthCheckResult(context.Registration.FailureStatus, $"the broker is not connected; it is tried again: {fault}");
        return connections.Publishing.BlockedBecause is { } blocked
            ? HealthCheckResult.Degraded($"the broker takes no messages for now: {blocked}")
            : HealthCheckResult.Healthy("the broker is connected");
    }

    private async Task<string?> PublishingFaultAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Limit);
        try
        {
            await connections.Publishing.ConnectAsync(waiting.Token).ConfigureAwait(false);
            return null;
        }
        catch (TtvPublishException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The broker does not answer in time.";
        }
    }
}
