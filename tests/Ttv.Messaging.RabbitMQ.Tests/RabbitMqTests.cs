using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing.Conformance;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

public class RabbitMqPublisherTests : PublisherConformance
{
    private Setup? _setup;

    protected override INudgePublisher Publisher => _setup!.Publisher;

    public override async Task InitializeAsync() => _setup = await Setup.StartAsync();

    public override async Task DisposeAsync() => await _setup!.DisposeAsync();

    protected override Task<IReadOnlyList<NudgeMessage>> ReceivedAsync(int atLeast) => _setup!.Received.WaitAsync(atLeast);
}

public class RabbitMqTests
{
    [Fact]
    public async Task Publish_SameMessageManyTimes_TakesEffectOnceAndIsRecorded()
    {
        await using var setup = await Setup.StartAsync();
        for (var i = 0; i < 5; i++) await setup.Publisher.PublishAsync(Setup.Message("same"));
        await setup.Publisher.PublishAsync(Setup.Message("last"));
        await setup.Received.WaitAsync(2);
        await Task.Delay(100);

        Assert.Equal(["last", "same"], setup.Received.Messages.Select(m => m.Decision.Key).Order(StringComparer.Ordinal));
        var told = await setup.Services.GetRequiredService<IEventLog>().ReadAsync(AccountId.Create("acme")).ToListAsync();
        Assert.Equal(["last", "same"], told.Select(e => Assert.IsType<NudgeSent>(e.Body).Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_WithoutAQueueForIt_ThrowsAndIsNotLost()
    {
        await using var setup = await Setup.StartAsync();
        await setup.Publisher.PublishAsync(Setup.Message("first"));
        var options = setup.Services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        await using (var connection = await new ConnectionFactory { Uri = options.Uri! }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync()) await channel.QueueUnbindAsync(options.Queue, options.Exchange, "#");

        var thrown = await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("unroutable")));
        Assert.Contains("no queue", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_PoisonAmongHundred_IsDeadLetteredWithItsReasonAndReplayed()
    {
        var attempts = 0;
        await using var setup = await Setup.StartAsync(configure: o => o.MaxDeliveries = 3, sender: r => r.Send = m =>
        {
            if (m.Decision.Key != "key-42") return;
            Interlocked.Increment(ref attempts);
            throw new InvalidOperationException("no such address");
        });
        for (var i = 0; i < 100; i++) await setup.Publisher.PublishAsync(Setup.Message($"key-{i}"));
        await setup.Received.WaitAsync(99);
        for (var i = 0; i < 500 && await setup.DeadLetters.CountAsync() == 0; i++) await Task.Delay(20);

        Assert.Equal(1, await setup.DeadLetters.CountAsync());
        Assert.Equal(3, attempts);
        Assert.Equal(99, setup.Received.Messages.Count);

        setup.Received.Send = _ => { };
        var reason = Assert.Single(await setup.DeadLetters.ReplayAsync(10));
        Assert.Contains("no such address", reason, StringComparison.Ordinal);
        await setup.Received.WaitAsync(100);
        Assert.Equal(0, await setup.DeadLetters.CountAsync());
    }

    [Fact]
    public async Task Consume_GarbledMessages_AreDeadLetteredAtOnce()
    {
        await using var setup = await Setup.StartAsync();
        var options = setup.Services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        await setup.Publisher.PublishAsync(Setup.Message("first"));
        string[] garbled = ["", "{", "[]", "\0\0", """{"specversion":"1.0"}""", """{"specversion":"1.0","id":"1","source":"/x","type":"y","data":{"key":"x"}}""", """{"specversion":"1.0","id":"1","source":"/x","type":"y"}"""];
        await using (var connection = await new ConnectionFactory { Uri = options.Uri! }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            foreach (var body in garbled) await channel.BasicPublishAsync(options.Exchange, "garbled", System.Text.Encoding.UTF8.GetBytes(body));
        }

        for (var i = 0; i < 500 && await setup.DeadLetters.CountAsync() < garbled.Length; i++) await Task.Delay(20);
        Assert.Equal(garbled.Length, await setup.DeadLetters.CountAsync());
        await setup.Publisher.PublishAsync(Setup.Message("second"));
        await setup.Received.WaitAsync(2);
    }

    [Fact]
    public async Task Broker_KilledAndStartedAgain_NothingIsLost()
    {
        await using var server = await RabbitMqServer.StartNewAsync();
        await using var setup = await Setup.StartAsync(server);
        var published = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                var key = $"round-{round}-{i}";
                await setup.Publisher.PublishAsync(Setup.Message(key));
                published.Add(key);
            }

            await server.KillAsync();
            await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("while down")));
            Assert.Equal(HealthStatus.Unhealthy, await setup.HealthAsync());
            await server.StartAsync();
        }

        for (var i = 0; ; i++)
        {
            try
            {
                await setup.Publisher.PublishAsync(Setup.Message("back"));
                break;
            }
            catch (TtvPublishException) when (i < 100)
            {
                await Task.Delay(200);
            }
        }

        await setup.Received.WaitAsync(published.Count + 1, seconds: 60);
        Assert.Equal(published.Append("back").Order(StringComparer.Ordinal), setup.Received.Messages.Select(m => m.Decision.Key).Where(k => k != "while down").Order(StringComparer.Ordinal));
        Assert.Equal(HealthStatus.Healthy, await setup.HealthAsync());
    }

    [Fact]
    public async Task Host_WithFaultyOptions_SaysEveryFaultAtStart()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTtv(t => t.AddPlaybook().UseInMemoryStore().UseRabbitMQ(o =>
        {
            o.Uri = new Uri("http://user:secret@host/");
            o.Queue = "";
            o.Prefetch = 0;
        }));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(3, thrown.Failures.Count());
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CloudEvent_Message_IsWhatTheSpecificationSays()
    {
        var message = Setup.Message("a/key") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var body = NudgeCloudEvent.Encode(message, new Uri("/shop", UriKind.Relative));
        using var json = System.Text.Json.JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal(
            ("1.0", "a/key", "/shop", "ttv.nudge.send", "acme", "2026-03-02T09:00:00Z", "application/json"),
            (Text("specversion"), Text("id"), Text("source"), Text("type"), Text("subject"), Text("time"), Text("datacontenttype")));
        Assert.Equal("a/key", root.GetProperty("data").GetProperty("key").GetString());
        Assert.Equal(message, NudgeCloudEvent.Decode(body));

        string? Text(string name) => root.GetProperty(name).GetString();
    }
}
