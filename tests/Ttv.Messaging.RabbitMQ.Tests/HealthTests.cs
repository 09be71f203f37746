using Microsoft.Extensions.Diagnostics.HealthChecks;
using Ttv.Hosting;
using Ttv.TestServers;

namespace Ttv.Messaging.RabbitMQ;

[Collection(nameof(OwnBroker))]
public class HealthTests(OwnBroker broker)
{
    private readonly RabbitMqServer _server = broker.Server;

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
}
