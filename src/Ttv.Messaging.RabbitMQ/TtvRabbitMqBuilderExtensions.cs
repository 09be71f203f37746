using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Ttv.Hosting.Messaging;
using Ttv.Messaging.RabbitMQ;

namespace Ttv;

/// <summary>Lets nudges travel over RabbitMQ.</summary>
public static class TtvRabbitMqBuilderExtensions
{
    /// <summary>The name of the health check: <c>ttv-rabbitmq</c>.</summary>
    public const string HealthCheckName = "ttv-rabbitmq";

    /// <summary>
    /// Publishes nudges to RabbitMQ, and consumes them where a sender is added: instances that evaluate, that publish and that send
    /// may be the same or different ones. Adds a health check named <c>ttv-rabbitmq</c>.
    /// </summary>
    /// <param name="builder">Being set up.</param>
    /// <param name="configure">Sets options; null: <c>Configure&lt;RabbitMqOptions&gt;</c> does elsewhere.</param>
    /// <remarks>The first publisher set up stays. May be called more than once.</remarks>
    public static TtvBuilder UseRabbitMQ(this TtvBuilder builder, Action<RabbitMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddHostingParts();
        var services = builder.Services;
        services.AddOptions<RabbitMqOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>());
        if (configure is not null) services.Configure(configure);
        services.TryAddSingleton<RabbitMqMetrics>();
        services.TryAddSingleton<RabbitMqConnections>();
        services.TryAddSingleton<ConfirmedChannel>();
        services.TryAddSingleton<DeliveryHandler>();
        services.TryAddSingleton(p => new RabbitMqDeadLetters(p.GetRequiredService<RabbitMqConnections>(), p.GetRequiredService<ConfirmedChannel>(), p.GetRequiredService<IOptions<RabbitMqOptions>>()));
        services.TryAddSingleton<INudgePublisher, RabbitMqPublisher>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RabbitMqConsumer>());
        services.AddHealthChecks();
        services.Configure<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckServiceOptions>(o =>
        {
            if (o.Registrations.Any(r => r.Name == HealthCheckName)) return;
            o.Registrations.Add(new(HealthCheckName, p => ActivatorUtilities.CreateInstance<RabbitMqHealthCheck>(p), failureStatus: null, tags: null));
        });
        return builder;
    }
}
