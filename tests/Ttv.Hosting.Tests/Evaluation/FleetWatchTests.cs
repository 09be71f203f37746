using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Support;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Hosting.Evaluation;

public class FleetWatchTests
{
    private static readonly Instant Now = TestHost.T0 + Duration.FromDays(40);

    [Fact]
    public async Task RunOnce_SessionsMissingForTwoDays_TellsEveryInstanceSinceWhenAndLogsIt()
    {
        await using var host = await FleetAsync(seenUntilDay: 38);
        var watch = host.Get<FleetWatch>();
        Assert.Equal(FleetConditions.Normal, await watch.GetConditionsAsync());

        Assert.True(await watch.RunOnceAsync());
        Assert.Equal(TestHost.T0 + Duration.FromDays(38), (await watch.GetConditionsAsync()).EngagementOutageSince);
        // Another instance has it from the store, and does not look again within the hour.
        var other = Other(host);
        Assert.Equal(TestHost.T0 + Duration.FromDays(38), (await other.GetConditionsAsync()).EngagementOutageSince);
        Assert.False(await other.RunOnceAsync());
        Assert.Contains(host.Logs.Lines, l => l.Level == LogLevel.Error && l.Id.Id == 1101);

        host.Clock.Set(Now + Duration.FromHours(1));
        Assert.True(await other.RunOnceAsync());
        Assert.Single(host.Logs.Lines, l => l.Level == LogLevel.Error);
    }

    [Fact]
    public async Task RunOnce_OutageGoesOnAndEnds_LogsItsBeginningAndItsEnd()
    {
        await using var host = await FleetAsync(seenUntilDay: 38);
        for (var hour = 0; hour < 4; hour++)
        {
            host.Clock.Set(Now + Duration.FromHours(hour));
            Assert.True(await host.Get<FleetWatch>().RunOnceAsync());
        }

        Assert.Equal(1101, Assert.Single(host.Logs.Lines).Id.Id);
        for (var day = 41; day < 45; day++)
        {
            for (var i = 0; i < 30; i++) await host.TellAsync(new ProductEvent("page"), AccountId.Create($"x{i}"), TestHost.T0 + Duration.FromHours((24 * day) + 12));
        }

        host.Clock.Set(TestHost.T0 + Duration.FromDays(45));
        Assert.True(await host.Get<FleetWatch>().RunOnceAsync());
        Assert.Equal(FleetConditions.Normal, await host.Get<FleetWatch>().GetConditionsAsync());
        Assert.Equal([1101, 1102], host.Logs.Lines.Select(l => l.Id.Id));
    }

    [Fact]
    public async Task RunOnce_SessionsAsEver_IsNormal()
    {
        await using var host = await FleetAsync(seenUntilDay: 40);
        Assert.True(await host.Get<FleetWatch>().RunOnceAsync());
        Assert.Equal(FleetConditions.Normal, await host.Get<FleetWatch>().GetConditionsAsync());
        Assert.DoesNotContain(host.Logs.Lines, l => l.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task RunOnce_AnotherInstanceLooking_LeavesItAlone()
    {
        await using var host = await FleetAsync(seenUntilDay: 40);
        Assert.True(await host.Store.TryAcquireAsync("fleet", "other", Duration.FromMinutes(1)));
        Assert.False(await host.Get<FleetWatch>().RunOnceAsync());
    }

    [Fact]
    public async Task RunOnce_SwitchedOff_NeverLooks()
    {
        await using var host = new TestHost(options: o => o.FleetCheckEvery = null);
        Assert.False(await host.Get<FleetWatch>().RunOnceAsync());
    }

    private static FleetWatch Other(TestHost host) =>
        new(host.Store, host.Store, host.Get<TtvDefinitions>(), host.Clock, Options.Create(new TtvHostingOptions { InstanceId = "other" }), NullLogger<FleetWatch>.Instance);

    private static async Task<TestHost> FleetAsync(int seenUntilDay)
    {
        var host = new TestHost();
        for (var i = 0; i < 30; i++)
        {
            var account = AccountId.Create($"x{i}");
            await host.TellAsync(new SignedUp(EventProperties.Of(("segment", "founder"))), account, TestHost.T0);
            for (var day = 0; day < seenUntilDay; day++) await host.TellAsync(new ProductEvent("page"), account, TestHost.T0 + Duration.FromHours((24 * day) + 12));
        }

        host.Clock.Set(Now);
        return host;
    }
}
