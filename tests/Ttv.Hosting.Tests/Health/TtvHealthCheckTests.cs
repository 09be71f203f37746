using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Hosting.Support;

namespace Ttv.Hosting.Health;

public class TtvHealthCheckTests
{
    [Fact]
    public async Task Check_AllDone_IsHealthyWithItsNumbers()
    {
        await using var host = Hosted();
        await host.SignUpAsync();
        await host.SettleAsync();
        var report = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["accounts_set_aside", "dead_letters", "due_lag_seconds", "outbox_age_seconds", "outbox_waiting"], report.Data.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_EvaluationLags_IsDegradedAndSaysByHowMuch()
    {
        await using var host = Hosted();
        await host.SignUpAsync();
        await host.SettleAsync();
        var due = (await host.Store.FindAsync(TestHost.Acme))!.DueAt!.Value;

        host.Clock.Set(due + Duration.FromMinutes(5));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        host.Clock.Set(due + Duration.FromMinutes(6));
        var report = await CheckAsync(host);
        Assert.Equal((HealthStatus.Degraded, "evaluation lags by 360 s"), (report.Status, report.Description));
        Assert.Equal(360.0, report.Data["due_lag_seconds"]);
    }

    [Fact]
    public async Task Check_ThingsSetAside_IsDegradedUntilTheyAreReplayed()
    {
        await using var host = Hosted(o => o.MaxAttempts = 1);
        host.Sender.Send = _ => throw new InvalidOperationException("no such mailbox");
        await host.SignUpAsync();
        host.Clock.Set(TestHost.T0 + Duration.FromHours(10));
        await host.SettleAsync();
        var report = await CheckAsync(host);
        Assert.Equal((HealthStatus.Degraded, "1 nudges are set aside"), (report.Status, report.Description));

        host.Sender.Send = _ => NudgeDelivery.Sent;
        var letter = Assert.Single(await host.Get<IDeadLetterStore>().ReadAsync().ToListAsync());
        Assert.True(await host.Get<IDeadLetterStore>().ReplayAsync(letter.Key));
        await host.SettleAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task Check_LoopFails_IsUnhealthyUntilItSucceeds()
    {
        await using var host = Hosted();
        var loops = host.Get<LoopHealth>();
        loops.Failed("relay", nameof(TtvStoreException));
        loops.Failed("relay", nameof(TtvStoreException));
        var report = await CheckAsync(host);
        Assert.Equal((HealthStatus.Unhealthy, "relay failed 2 times in a row: TtvStoreException"), (report.Status, report.Description));

        loops.Succeeded("relay");
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task Check_AJobFails_IsDegradedSinceNudgesGoOn()
    {
        await using var host = Hosted();
        host.Get<LoopHealth>().Failed("review", nameof(TtvStoreException));
        var report = await CheckAsync(host);
        Assert.Equal((HealthStatus.Degraded, "review failed 1 times in a row: TtvStoreException"), (report.Status, report.Description));
    }

    private static TestHost Hosted(Action<TtvHostingOptions>? options = null) => new(t => t.AddHostedEvaluation(), options);

    private static async Task<HealthReportEntry> CheckAsync(TestHost host) =>
        (await host.Get<HealthCheckService>().CheckHealthAsync()).Entries[TtvHostingBuilderExtensions.HealthCheckName];
}
