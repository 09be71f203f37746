using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Says whether the broker is connected.</summary>
internal sealed class RabbitMqHealthCheck(RabbitMqConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(connection.IsUp ? HealthCheckResult.Healthy("the broker is connected") : new HealthCheckResult(context.Registration.FailureStatus, "the broker is not connected; it is tried again"));
}
