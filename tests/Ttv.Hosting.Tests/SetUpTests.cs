using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Support;

namespace Ttv.Hosting;

/// <summary>A host that is set up wrongly does not start, and says everything that is wrong with it.</summary>
public class SetUpTests
{
    [Fact]
    public async Task Start_NoStoreAndNowhereForNudges_NamesBoth()
    {
        using var host = Host(t => t.AddHostedEvaluation());
        var thrown = await Assert.ThrowsAsync<TtvValidationException>(() => host.StartAsync());
        Assert.Equal(2, thrown.Faults.Count);
        Assert.StartsWith("no store is set up: call UseEntityFrameworkCore<TContext>()", thrown.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NowhereForNudges_SaysWhatToAdd()
    {
        using var host = Host(t => t.UseInMemoryStore().AddHostedEvaluation());
        var thrown = await Assert.ThrowsAsync<TtvValidationException>(() => host.StartAsync());
        Assert.Equal("nudges have nowhere to go: call AddNudgeSender<TSender>(), UsePublisher<TPublisher>() or a messaging adapter's UseXxx.", Assert.Single(thrown.Faults));
    }

    [Fact]
    public async Task Start_OptionsOutOfTheirRange_ListsEveryFault()
    {
        using var host = Host(t => t.UseInMemoryStore().AddNudgeSender<Nobody>().AddHostedEvaluation(o =>
        {
            o.InstanceId = " ";
            o.Workers = 65;
            o.Batch = 0;
            o.MaxAttempts = 0;
            o.RelayBatch = 10_001;
            o.RelayConcurrency = 0;
            o.Lease = TimeSpan.Zero;
            o.PollInterval = TimeSpan.Zero;
            o.RefreshEvery = TimeSpan.Zero;
            o.RetryAfter = TimeSpan.FromMinutes(10);
            o.LongestRetry = TimeSpan.FromMinutes(5);
            o.JobInterval = TimeSpan.FromDays(2);
            o.ReviewDelay = TimeSpan.FromDays(-1);
            o.FleetCheckEvery = TimeSpan.Zero;
            o.KeepHandled = TimeSpan.Zero;
            o.KeepDecisions = TimeSpan.Zero;
            o.DegradedAfter = TimeSpan.Zero;
        }));
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        var names = typeof(TtvHostingOptions).GetProperties().Select(p => p.Name).Except([nameof(TtvHostingOptions.Reviews), nameof(TtvHostingOptions.RetryAfter)]);
        Assert.Equal(names.Order(StringComparer.Ordinal), thrown.Failures.Select(f => f.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("Workers is 65: 0 to 64 is allowed.", thrown.Failures);
        Assert.Contains("Lease is 00:00:00: 00:00:01 to 01:00:00 is allowed.", thrown.Failures);
    }

    [Fact]
    public void Options_Defaults_AreInTheirRange() => Assert.Empty(new TtvHostingOptions().Faults());

    [Fact]
    public void Options_FromConfiguration_AreBound()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hosting:Workers"] = "3",
            ["Hosting:Lease"] = "00:02:00",
            ["Hosting:Reviews"] = "false",
            ["Hosting:FleetCheckEvery"] = "02:00:00",
        }).Build();
        using var services = new ServiceCollection().AddLogging().Configure<TtvHostingOptions>(settings.GetSection("Hosting")).AddTtv(t => t.AddPlaybook().UseInMemoryStore()).BuildServiceProvider();
        var bound = services.GetRequiredService<IOptions<TtvHostingOptions>>().Value;
        Assert.Equal((3, TimeSpan.FromMinutes(2), false, TimeSpan.FromHours(2)), (bound.Workers, bound.Lease, bound.Reviews, bound.FleetCheckEvery));
    }

    [Fact]
    public void AddHostedEvaluation_CalledTwice_AddsEverythingOnce()
    {
        static int Count(int calls)
        {
            var services = new ServiceCollection().AddLogging();
            for (var i = 0; i < calls; i++) services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().AddNudgeSender<Nobody>().AddHostedEvaluation());
            return services.Count(s => s.ServiceType == typeof(IHostedService) || s.ServiceType.Namespace?.StartsWith("Ttv", StringComparison.Ordinal) == true);
        }

        Assert.Equal(Count(1), Count(3));
    }

    [Fact]
    public async Task Run_EverythingSetUp_StartsEvaluatesAndStops()
    {
        using var host = Host(t => t.UseInMemoryStore().AddNudgeSender<Nobody>().AddHostedEvaluation(o => o.PollInterval = TimeSpan.FromMilliseconds(10)));
        await host.StartAsync();
        await host.Services.GetRequiredService<EventRecorder>().RecordNowAsync(TestHost.Acme, new Events.SignedUp(Events.EventProperties.Of(("segment", "founder"))));
        var accounts = host.Services.GetRequiredService<Storage.IAccountStore>();
        while (await accounts.FindAsync(TestHost.Acme) is not { EvaluatedAt: not null }) await Task.Delay(5);
        await host.StopAsync();
    }

    /// <summary>In development a container checks every constructor before anything runs.</summary>
    private static IHost Host(Action<TtvBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Services.AddTtv(t =>
        {
            t.AddPlaybook();
            configure(t);
        });
        return builder.Build();
    }

    private sealed class Nobody : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default) => new(NudgeDelivery.Sent);
    }
}
