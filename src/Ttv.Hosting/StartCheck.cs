using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting;

/// <summary>Refuses to start a host that lacks a part, and names what to add.</summary>
internal sealed class StartCheck(IServiceProvider services, IServiceProviderIsService registered) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        if (services.GetService<IEventLog>() is null)
            faults.Add("no store is set up: call UseEntityFrameworkCore<TContext>() with UseSqlite or UseNpgsql on the context, or UseInMemoryStore().");
        if (services.GetService<INudgePublisher>() is null && !registered.IsService(typeof(INudgeSender)))
            faults.Add("nudges have nowhere to go: call AddNudgeSender<TSender>(), UsePublisher<TPublisher>() or a messaging adapter's UseXxx.");
        return faults.Count > 0 ? throw new TtvValidationException("Ttv's hosting", faults) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
