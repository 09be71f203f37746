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

    private readonly ListLogger _log;

    private Setup(IHost host, ListLogger log) => (_host, _log) = (host, log);

    /// <summary>What was logged as warning or worse.</summary>
    public string Log => string.Join('\n', _log.Lines);

    public RabbitMqOptions Options => Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<RabbitMqOptions>>().Value;

    public IServiceProvider Services => _host.Services;

    public Recorder Received => Services.GetRequiredService<Recorder>();

    public INudgePublisher Publisher => Services.GetRequiredService<INudgePublisher>();

    public RabbitMqDeadLetters DeadLetters => Services.GetRequiredService<RabbitMqDeadLetters>();

    public static async Task<Setup> StartAsync(RabbitMqServer? server = null, Action<RabbitMqOptions>? configure = null, Action<Recorder>? sender = null, Action<IServiceCollection>? services = null)
    {
        server ??= await RabbitMqServer.SharedAsync();
        var number = Interlocked.Increment(ref _queues).ToString(CultureInfo.InvariantCulture);
        var builder = Host.CreateApplicationBuilder();
        var log = new ListLogger();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<Recorder>();
        services?.Invoke(builder.Services);
        builder.Services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().AddNudgeSender<RecordingSender>().UseRabbitMQ(o =>
        {
            o.Uri = server.Uri;
            o.Exchange = $"test.{Environment.ProcessId}.{number}";
            o.Queue = $"test.{Environment.ProcessId}.{number}";
            o.DeadLetterQueue = $"test.{Environment.ProcessId}.{number}.dead";
            o.RetryAfter = TimeSpan.FromMilliseconds(5);
            configure?.Invoke(o);
        }));
        var setup = new Setup(builder.Build(), log);
        sender?.Invoke(setup.Received);
        await setup._host.StartAsync();
        return setup;
    }

    public async Task<HealthReportEntry> HealthReportAsync() => (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[TtvRabbitMqBuilderExtensions.HealthCheckName];

    public async Task<HealthStatus> HealthAsync() => (await HealthReportAsync()).Status;

    /// <summary>Waits until so many messages were given up.</summary>
    public async Task<long> WaitForDeadLettersAsync(int atLeast)
    {
        for (var i = 0; i < 1000 && await DeadLetters.CountAsync() < atLeast; i++) await Task.Delay(20);
        return await DeadLetters.CountAsync();
    }

    /// <summary>Publishes as the relay does: again until it works, with a limit.</summary>
    public async Task PublishUntilItWorksAsync(string key, int seconds = 60)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            try
            {
                await Publisher.PublishAsync(Message(key));
                return;
            }
            catch (Ttv.Hosting.TtvPublishException) when (waited.Elapsed < TimeSpan.FromSeconds(seconds))
            {
                await Task.Delay(200);
            }
        }
    }

    /// <summary>Puts bodies into the exchange as somebody else would, without what our publisher says about them. Confirmed: what a channel still holds when it is closed may be lost.</summary>
    public async Task PublishRawAsync(IEnumerable<byte[]> bodies)
    {
        await using var connection = await new global::RabbitMQ.Client.ConnectionFactory { Uri = Options.Uri! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new global::RabbitMQ.Client.CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        foreach (var body in bodies) await global::RabbitMQ.Client.IChannelExtensions.BasicPublishAsync(channel, Options.Exchange, "raw", body);
    }

    public Task StopAsync() => _host.StopAsync();

    public static NudgeMessage Message(string key, string rule = "late_milestone") => new(new NudgeDecision
    {
        Account = AccountId.Create("acme"),
        Key = key,
        Rule = rule,
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
