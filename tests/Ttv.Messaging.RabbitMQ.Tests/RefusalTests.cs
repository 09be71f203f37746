using System.Net.NetworkInformation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using Ttv.Hosting;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

[Collection(nameof(OwnBroker))]
public class RefusalTests(OwnBroker broker)
{
    private readonly RabbitMqServer _server = broker.Server;

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
