using System.Net.NetworkInformation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using Ttv.Hosting;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>A broker that tests may kill.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

public class BrokerTests(OwnBroker broker) : IClassFixture<OwnBroker>
{
    private readonly RabbitMqServer _server = broker.Server;

    [Fact]
    public async Task Broker_KilledAndStartedAgain_NothingIsLost()
    {
        await using var setup = await Setup.StartAsync(_server);
        var published = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                var key = $"round-{round}-{i}";
                await setup.PublishUntilItWorksAsync(key);
                published.Add(key);
            }

            await _server.KillAsync();
            await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("while down")));
            Assert.Equal(HealthStatus.Unhealthy, await setup.HealthAsync());
            await _server.StartAsync();
        }

        await setup.PublishUntilItWorksAsync("back");
        await setup.Received.WaitAsync(published.Count + 1, seconds: 60);
        Assert.Equal(published.Append("back").Order(StringComparer.Ordinal), setup.Received.Messages.Select(m => m.Decision.Key).Where(k => k != "while down").Order(StringComparer.Ordinal));
        Assert.Equal(HealthStatus.Healthy, await setup.HealthAsync());
    }

    [Fact]
    public async Task Broker_RestartedWhileASenderRuns_PublishingAndConsumingComeBackWithoutIt()
    {
        int calls = 0;
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var setup = await Setup.StartAsync(_server, sender: r => r.SendAsync = async (m, _) =>
        {
            if (m.Decision.Key != "slow" || Interlocked.Increment(ref calls) > 1) return;
            begun.TrySetResult();
            await release.Task;
        });
        await setup.PublishUntilItWorksAsync("first");
        await setup.PublishUntilItWorksAsync("slow");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await _server.KillAsync();
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("while down")));
        await _server.StartAsync();

        await setup.PublishUntilItWorksAsync("after", seconds: 30);
        for (var i = 0; i < 3000 && setup.Received.Messages.All(m => m.Decision.Key != "after"); i++) await Task.Delay(10);
        Assert.Contains(setup.Received.Messages, m => m.Decision.Key == "after");
        Assert.False(release.Task.IsCompleted);
        release.SetResult();
    }

    [Fact]
    public async Task Health_InstanceThatOnlyPublishes_KnowsWithoutPublishing()
    {
        await using var setup = await Setup.StartAsync(_server, configure: o => o.Consumes = false);
        Assert.Equal(HealthStatus.Healthy, await setup.HealthAsync());
        await _server.KillAsync();
        for (var i = 0; i < 100 && await setup.HealthAsync() == HealthStatus.Healthy; i++) await Task.Delay(50);
        Assert.Equal(HealthStatus.Unhealthy, await setup.HealthAsync());
        await using (var begun = await Setup.StartAsync(_server, configure: o => o.Consumes = false)) Assert.Equal(HealthStatus.Unhealthy, await begun.HealthAsync());
        await _server.StartAsync();
        Assert.Equal(HealthStatus.Healthy, await setup.HealthAsync());
    }

    [Fact]
    public async Task Health_BrokerShortOfMemory_IsDegradedUntilItHasSomeAgain()
    {
        await using var setup = await Setup.StartAsync(_server, configure: o => o.ConfirmTimeout = TimeSpan.FromSeconds(2));
        await setup.PublishUntilItWorksAsync("first");
        await _server.ControlAsync("set_vm_memory_high_watermark", "0");
        var report = default(HealthReportEntry);
        for (var i = 0; i < 20 && report.Status != HealthStatus.Degraded; i++)
        {
            try
            {
                await setup.Publisher.PublishAsync(Setup.Message("blocked"));
            }
            catch (TtvPublishException)
            {
                // So it is to be.
            }

            report = await setup.HealthReportAsync();
        }

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("memory", report.Description, StringComparison.Ordinal);
        await _server.ControlAsync("set_vm_memory_high_watermark", "0.4");
        await setup.PublishUntilItWorksAsync("after");
        Assert.Equal(HealthStatus.Healthy, await setup.HealthAsync());
    }

    [Fact]
    public async Task Topology_AnotherThanDeclared_IsSaidAndLeavesNoConnectionOpen()
    {
        await using (var connection = await new ConnectionFactory { Uri = _server.Uri }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync()) await channel.QueueDeclareAsync("mismatch", durable: true, exclusive: false, autoDelete: false);

        await using var setup = await Setup.StartAsync(_server, configure: o => o.Queue = "mismatch");
        for (var i = 0; i < 10; i++)
        {
            var thrown = await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("key")));
            Assert.Contains("406 PRECONDITION_FAILED", thrown.Message, StringComparison.Ordinal);
        }

        var report = await setup.HealthReportAsync();
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("406 PRECONDITION_FAILED", report.Description, StringComparison.Ordinal);
        for (var i = 0; i < 500 && !setup.Log.Contains("406 PRECONDITION_FAILED", StringComparison.Ordinal); i++) await Task.Delay(10);
        Assert.Contains("406 PRECONDITION_FAILED", setup.Log, StringComparison.Ordinal);
        // One may be in the making.
        Assert.InRange(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Count(c => c.RemoteEndPoint.Port == _server.Uri.Port && c.State == TcpState.Established), 0, 3);
    }

    [Theory]
    [InlineData("guest", "wrong-secret", "/", "ACCESS_REFUSED")]
    [InlineData("guest", "guest", "/nowhere", "530 NOT_ALLOWED")]
    public async Task Broker_Refuses_SaysWhyWithoutQuotingTheAddress(string user, string password, string host, string why)
    {
        await using var setup = await Setup.StartAsync(_server, configure: o => o.Uri = new Uri($"amqp://{user}:{password}@127.0.0.1:{_server.Uri.Port}{host}"));
        var thrown = await Assert.ThrowsAsync<TtvPublishException>(async () => await setup.Publisher.PublishAsync(Setup.Message("key")));
        var health = (await setup.HealthReportAsync()).Description!;
        for (var i = 0; i < 500 && setup.Log.Length == 0; i++) await Task.Delay(10);
        Assert.All([thrown.Message, health, setup.Log], said =>
        {
            Assert.Contains(why, said, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
            Assert.DoesNotContain("amqp://", said, StringComparison.Ordinal);
        });
    }
}
