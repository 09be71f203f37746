using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ttv.Hosting.Messaging;
using Ttv.Nudges;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A host that publishes to and consumes from a real broker, with queues of its own.</summary>
public sealed class Setup : IAsyncDisposable
{
    private static int _queues;

    private readonly IHost _host;

    private Setup(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public Recorder Received => Services.GetRequiredService<Recorder>();

    public INudgePublisher Publisher => Services.GetRequiredService<INudgePublisher>();

    public RabbitMqDeadLetters DeadLetters => Services.GetRequiredService<RabbitMqDeadLetters>();

    public static async Task<Setup> StartAsync(RabbitMqServer? server = null, Action<RabbitMqOptions>? configure = null, Action<Recorder>? sender = null)
    {
        server ??= await RabbitMqServer.SharedAsync();
        var number = Interlocked.Increment(ref _queues).ToString(CultureInfo.InvariantCulture);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Recorder>();
        builder.Services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().AddNudgeSender<RecordingSender>().UseRabbitMQ(o =>
        {
            o.Uri = server.Uri;
            o.Exchange = $"test.{Environment.ProcessId}.{number}";
            o.Queue = $"test.{Environment.ProcessId}.{number}";
            o.DeadLetterQueue = $"test.{Environment.ProcessId}.{number}.dead";
            o.RetryAfter = TimeSpan.FromMilliseconds(5);
            configure?.Invoke(o);
        }));
        var setup = new Setup(builder.Build());
        sender?.Invoke(setup.Received);
        await setup._host.StartAsync();
        return setup;
    }

    public async Task<HealthStatus> HealthAsync() => (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[TtvRabbitMqBuilderExtensions.HealthCheckName].Status;

    public static NudgeMessage Message(string key) => new(new NudgeDecision
    {
        Account = AccountId.Create("acme"),
        Key = key,
        Rule = "late_milestone",
        Outcome = NudgeOutcome.Send,
        Channel = NudgeChannel.Message,
        Reasons = ["milestone_overdue"],
        Episode = 0,
        Attempt = 1,
        AsOf = Instant.FromUtc(2026, 3, 2, 9, 0),
    });

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host) await host.DisposeAsync();
    }
}

/// <summary>What arrived.</summary>
public sealed class Recorder
{
    public ConcurrentQueue<NudgeMessage> Messages { get; } = [];

    /// <summary>What the sender does with a message; throws where it fails.</summary>
    public Action<NudgeMessage> Send { get; set; } = _ => { };

    public async Task<IReadOnlyList<NudgeMessage>> WaitAsync(int atLeast, int seconds = 30)
    {
        using var waiting = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (Messages.Count < atLeast)
        {
            if (waiting.IsCancellationRequested) Assert.Fail($"{Messages.Count} of {atLeast} messages arrived within {seconds} s.");
            await Task.Delay(10);
        }

        return [.. Messages];
    }
}

public sealed class RecordingSender(Recorder recorder) : INudgeSender
{
    public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        recorder.Send(message);
        recorder.Messages.Enqueue(message);
        return new(NudgeDelivery.Sent);
    }
}
