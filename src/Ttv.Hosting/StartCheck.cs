using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting;

/// <summary>Refuses to start a host that lacks a part, and names what to add.</summary>
/// <remarks>A host makes all its services before it starts the first: the check is in the constructor, ahead of the loops that need the parts.</remarks>
internal sealed class StartCheck : IHostedService
{
    public StartCheck(IServiceProviderIsService registered)
    {
        var faults = new List<string>();
        if (!registered.IsService(typeof(IEventLog)))
            faults.Add("no store is set up: call UseEntityFrameworkCore<TContext>() with UseSqlite or UseNpgsql on the context, or UseInMemoryStore().");
        if (!registered.IsService(typeof(INudgePublisher)) && !registered.IsService(typeof(INudgeSender)))
            faults.Add("nudges have nowhere to go: call AddNudgeSender<TSender>(), UsePublisher<TPublisher>() or a messaging adapter's UseXxx.");
        if (faults.Count > 0) throw new TtvValidationException("Ttv's hosting", faults);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
