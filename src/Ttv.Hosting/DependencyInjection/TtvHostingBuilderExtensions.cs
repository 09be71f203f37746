using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Health;
using Ttv.Hosting.InMemory;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Retention;
using Ttv.Hosting.Reviews;
using Ttv.Hosting.Storage;

namespace Ttv;

/// <summary>Lets Ttv run in a host.</summary>
public static class TtvHostingBuilderExtensions
{
    /// <summary>The name of the health check: <c>ttv</c>.</summary>
    public const string HealthCheckName = "ttv";

    /// <summary>
    /// Runs Ttv in the background of the host: evaluation of due accounts, the outbox relay, the weekly review, the fleet watch and
    /// retention, with a health check named <c>ttv</c>.
    /// </summary>
    /// <param name="builder">Being set up.</param>
    /// <param name="configure">Sets options; null takes the defaults, or what <c>Configure&lt;TtvHostingOptions&gt;</c> sets elsewhere.</param>
    /// <remarks>
    /// A store (<c>UseInMemoryStore</c>, <c>UseEntityFrameworkCore</c>) and somewhere for nudges to go (<see cref="AddNudgeSender"/>,
    /// <see cref="UsePublisher"/> or a messaging adapter) are needed; the host says so when it starts. May be called more than once.
    /// </remarks>
    public static TtvBuilder AddHostedEvaluation(this TtvBuilder builder, Action<TtvHostingOptions>? configure = null)
    {
        AddHostingParts(builder);
        if (configure is not null) builder.Services.Configure(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartCheck>());
        AddLoop<EvaluationLoop>(builder.Services);
        AddLoop<RelayLoop>(builder.Services);
        AddLoop<ReviewLoop>(builder.Services);
        AddLoop<FleetLoop>(builder.Services);
        AddLoop<StatusLoop>(builder.Services);
        AddLoop<RetentionLoop>(builder.Services);
        builder.Services.AddHealthChecks();
        builder.Services.Configure<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckServiceOptions>(o =>
        {
            if (o.Registrations.Any(r => r.Name == HealthCheckName)) return;
            o.Registrations.Add(new(HealthCheckName, p => ActivatorUtilities.CreateInstance<TtvHealthCheck>(p), failureStatus: null, tags: null));
        });
        return builder;
    }

    /// <summary>
    /// Adds what makes nudges take effect. Without a publisher it is called in this process; with a messaging adapter, by its consumer.
    /// The first one added stays.
    /// </summary>
    public static TtvBuilder AddNudgeSender<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSender>(this TtvBuilder builder)
        where TSender : class, INudgeSender
    {
        AddHostingParts(builder);
        builder.Services.TryAddScoped<INudgeSender, TSender>();
        return builder;
    }

    /// <summary>Publishes nudges through a user's own bus. The first one added stays.</summary>
    public static TtvBuilder UsePublisher<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPublisher>(this TtvBuilder builder)
        where TPublisher : class, INudgePublisher
    {
        AddHostingParts(builder);
        builder.Services.TryAddSingleton<INudgePublisher, TPublisher>();
        return builder;
    }

    /// <summary>Keeps everything in memory: for tests, and to try things out. It is lost when the process ends.</summary>
    public static TtvBuilder UseInMemoryStore(this TtvBuilder builder)
    {
        AddHostingParts(builder);
        builder.Services.TryAddSingleton(p => new InMemoryStore(p, p.GetRequiredService<IClock>()));
        builder.Services.TryAddSingleton<IEventLog>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IAccountStore>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IOutbox>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IDeadLetterStore>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IInbox>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<ILeaseStore>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IReviewStore>(p => p.GetRequiredService<InMemoryStore>());
        builder.Services.TryAddSingleton<IRetentionStore>(p => p.GetRequiredService<InMemoryStore>());
        return builder;
    }

    /// <summary>
    /// Adds the parts that work without running by themselves: worker, relay, receiver, recorder and jobs, whose <c>RunOnceAsync</c> a
    /// job of your own may call. Every other method here does so too. The container needs logging.
    /// </summary>
    public static TtvBuilder AddHostingParts(this TtvBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TtvHostingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TtvHostingOptions>, TtvHostingOptionsValidator>());
#pragma warning disable RS0030 // The one place that reads the machine's clock; everything else is given an IClock.
        services.TryAddSingleton<IClock>(SystemClock.Instance);
#pragma warning restore RS0030
        services.TryAddSingleton<HostingMetrics>();
        services.TryAddSingleton<LoopHealth>();
        AddPart<FleetWatch>(services);
        AddPart<EvaluationWorker>(services);
        AddPart<NudgeReceiver>(services);
        AddPart<EventRecorder>(services);
        AddPart<ReviewJob>(services);
        AddPart<RetentionJob>(services);
        services.TryAddSingleton(p => new OutboxRelay(
            p.GetRequiredService<IOutbox>(),
            p.GetService<INudgePublisher>() ?? new InProcessPublisher(p.GetRequiredService<NudgeReceiver>()),
            p.GetRequiredService<IOptions<TtvHostingOptions>>(),
            p.GetRequiredService<HostingMetrics>(),
            p.GetRequiredService<Microsoft.Extensions.Logging.ILogger<OutboxRelay>>()));
        return builder;
    }

    // What needs a store is made by a factory: a container that checks constructors ahead would say in its own words, before
    // StartCheck says in ours, that none is set up.
    private static void AddPart<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPart>(IServiceCollection services)
        where TPart : class => services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<TPart>(p));

    private static void AddLoop<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TLoop>(IServiceCollection services)
        where TLoop : class, IHostedService => services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TLoop>(p => ActivatorUtilities.CreateInstance<TLoop>(p)));
}
