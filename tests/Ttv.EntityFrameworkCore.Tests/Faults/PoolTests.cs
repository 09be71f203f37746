using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>No connection to be had while nudges are on their way.</summary>
public class PoolTests
{
    private const int Accounts = 40;

    [Fact]
    public async Task Loops_PoolExhausted_SaySoAndGoOnOnceThereAreConnections()
    {
        await using var store = await AnyStore.CreateAsync(Database.PostgreSql);
        // Fewer than one pass of the relay would like to have, too.
        var few = new NpgsqlConnectionStringBuilder(store.ConnectionString) { MaxPoolSize = 3, Timeout = 1 }.ConnectionString;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IClock>(new ManualClock(Shop.Late));
        builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(few));
        builder.Services.AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>().AddNudgeSender<Shop.MailSender>().AddHostedEvaluation(Shop.Quick));
        using var host = builder.Build();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var held = new List<NpgsqlConnection>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                held.Add(new NpgsqlConnection(few));
                await held[^1].OpenAsync();
            }

            await host.StartAsync();
            await store.Get<IEventLog>().AppendAsync(Shop.SignUps(Accounts));
            await Shop.UntilAsync(async () => (await health.CheckHealthAsync()).Status == HealthStatus.Unhealthy, "the health check says that the loops fail");
            Assert.Equal(0, await store.WithContextAsync(db => db.Mails.CountAsync()));
        }
        finally
        {
            foreach (var connection in held) await connection.DisposeAsync();
        }

        await Shop.UntilAsync(async () => (await store.Get<IOutbox>().GetStatusAsync()).Waiting == 0 && await store.WithContextAsync(db => db.Mails.CountAsync()) >= Accounts, "every nudge took effect");
        await Shop.UntilAsync(async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy, "the health check says that all is well");
        await host.StopAsync();
        var mails = await store.WithContextAsync(db => db.Mails.Select(m => m.Key).ToListAsync());
        Assert.Equal((Accounts, Accounts), (mails.Count, mails.Distinct().Count()));
        Assert.Equal(0, (await store.Get<IOutbox>().GetStatusAsync()).DeadLetters);
        using var pool = new NpgsqlConnection(few);
        NpgsqlConnection.ClearPool(pool);
    }
}
