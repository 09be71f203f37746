using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.Soak;

/// <summary>One process of a run: evaluates, publishes, sends and sweeps until it is killed.</summary>
internal static class Worker
{
    public static async Task RunAsync(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(arguments);
        var settings = builder.Configuration;
        if (settings["crash"] == bool.TrueString) throw new InvalidOperationException("It was told to crash.");
        builder.Logging.ClearProviders();
        if (settings["log"] is not null) builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        var points = new KillPoints(Enum.Parse<KillPoint>(settings["kill-at"] ?? nameof(KillPoint.None)), Enum.Parse<KillPoint>(settings["pause-at"] ?? nameof(KillPoint.None)));
        builder.Services.AddSingleton<IClock>(new ManualClock(Setup.Now));
        builder.Services.AddStore(Enum.Parse<Database>(settings["db"]!), settings["connection"]!, points);
        builder.Services.AddTtv(t =>
        {
            t.AddNudgeSender<EffectSender>();
            if (settings["rabbit"] is { } rabbit)
            {
                t.UseRabbitMQ(o =>
                {
                    o.Uri = new Uri(rabbit);
                    o.Exchange = o.Queue = settings["queue"]!;
                    o.DeadLetterQueue = settings["queue"] + ".dead";
                    o.RetryAfter = TimeSpan.FromMilliseconds(50);
                });
            }

            t.AddHostedEvaluation(o =>
            {
                o.Batch = o.RelayBatch = 50;
                o.Lease = TimeSpan.FromSeconds(2);
                o.PollInterval = TimeSpan.FromMilliseconds(20);
                o.RetryAfter = TimeSpan.FromMilliseconds(20);
                o.LongestRetry = TimeSpan.FromMilliseconds(500);
                o.MaxAttempts = 100;
                o.Reviews = false;
                o.FleetCheckEvery = null;
            });
        });
        builder.Services.AddHostedService<Sweeper>();
        Decorate<IAccountStore>(builder.Services, s => new WatchedAccounts(s, points));
        Decorate<IOutbox>(builder.Services, s => new WatchedOutbox(s, points));
        Decorate<IInbox>(builder.Services, s => new WatchedInbox(s, points));
        if (settings["inbox"] == bool.FalseString) builder.Services.AddSingleton<IInbox, NoInbox>();

        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name is "ttv.nudge.received" or "ttv.lease.fenced") l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            if (instrument.Name == "ttv.lease.fenced")
            {
                for (; count > 0; count--) Say(Sign.Fenced);
                return;
            }

            foreach (var tag in tags)
            {
                if (tag is { Key: "outcome", Value: "duplicate" }) Say(Sign.Absorbed);
            }
        });
        listener.Start();
        using var host = builder.Build();
        if (settings["by-hand"] == bool.TrueString) await RunByHandAsync(host.Services, points);
        await host.StartAsync();
        Say(Sign.Ready);
        // The parent holds the other end: when it goes, so does this.
        while (Console.In.Read() >= 0)
        {
        }

        await host.StopAsync();
    }

    /// <summary>Tells the parent.</summary>
    public static void Say(char sign)
    {
        lock (Console.Out)
        {
            Console.Out.Write(sign);
            Console.Out.Flush();
        }
    }

    /// <summary>Runs passes one after the other and nothing beside them, so that a process stopped between two transactions holds no lock.</summary>
    private static async Task RunByHandAsync(IServiceProvider services, KillPoints points)
    {
        for (Say(Sign.Ready); ; await Task.Delay(10))
        {
            await services.GetRequiredService<EvaluationWorker>().RunOnceAsync();
            await services.GetRequiredService<OutboxRelay>().RunOnceAsync();
            if (points.HasPaused) Say(Sign.WentOn);
        }
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var inner = services.Last(s => s.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(p => decorate((T)inner.ImplementationFactory!(p)));
    }
}
