using Microsoft.Extensions.Diagnostics.HealthChecks;
using Ttv.Hosting;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

[Collection(nameof(OwnBroker))]
public class BrokerTests(OwnBroker broker)
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
}
