using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;
using Ttv.TestServers;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>What befalls databases: what was acknowledged is stored, what was not is done again, and nothing takes effect twice.</summary>
public class FaultTests
{
    private static readonly Instant SignedUpAt = Instant.FromUtc(2026, 3, 2, 0, 0);
    private static readonly Instant Now = SignedUpAt + Duration.FromHours(10);

    [Theory]
    [InlineData(Database.Sqlite, 0)]
    [InlineData(Database.Sqlite, 1)]
    [InlineData(Database.PostgreSql, 0)]
    [InlineData(Database.PostgreSql, 1)]
    public async Task Commit_ConnectionDroppedAfterIt_TakesEffectOnce(Database database, int offset)
    {
        var drops = new DropsAfterCommit(offset);
        await using var store = await AnyStore.CreateAsync(database, s =>
        {
            Configure(s, drops);
            s.Configure<TtvHostingOptions>(o => o.Batch = o.RelayBatch = 3);
        });
        var accounts = Enumerable.Range(0, 30).Select(i => AccountId.Create($"account-{i:00}")).ToArray();
        foreach (var account in accounts) await Until(() => store.Get<IEventLog>().AppendAsync([SignUp(account)]).AsTask());
        drops.IsOn = true;
        for (var pass = 0; pass < 60; pass++)
        {
            foreach (var step in new Func<Task>[] { () => store.Get<EvaluationWorker>().RunOnceAsync(), () => store.Get<OutboxRelay>().RunOnceAsync() })
            {
                try
                {
                    await step();
                }
                catch (TtvStoreException)
                {
                    // Committed and told otherwise: the next pass finds it so.
                }
            }

            await Task.Delay(10);
        }

        drops.IsOn = false;
        await Task.Delay(1100);
        for (var pass = 0; pass < 30; pass++)
        {
            await store.Get<EvaluationWorker>().RunOnceAsync();
            await store.Get<OutboxRelay>().RunOnceAsync();
        }

        Assert.True(drops.Dropped > 5, $"{drops.Dropped} commits were dropped");
        var mails = await store.WithContextAsync(db => db.Mails.Select(m => m.Key).ToListAsync());
        Assert.Equal((30, 30), (mails.Count, mails.Distinct().Count()));
        Assert.Equal(0, (await store.Get<IOutbox>().GetStatusAsync()).Waiting);
    }

    [Fact]
    public async Task PostgreSql_CrashedThreeTimes_RecoversAloneAndKeepsWhatItAcknowledged()
    {
        await using var server = await PostgreSqlServer.StartNewAsync();
        var connection = await server.CreateDatabaseAsync();
        var logs = new ListLogger();
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(logs);
        builder.Services.AddSingleton<IClock>(new ManualClock(Now));
        builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(connection + ";Password=verysecret;Timeout=3;Command Timeout=5"));
        builder.Services.AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>().AddNudgeSender<MailSender>().AddHostedEvaluation(Quick));
        using var host = builder.Build();
        await using (var scope = host.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync();
        await host.StartAsync();
        var health = host.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>();
        var acknowledged = new List<AccountId>();
        var sawUnhealthy = 0;
        for (var crash = 0; crash < 3; crash++)
        {
            await FeedAsync(crash, 40);
            await server.CrashAsync();
            var failed = await Assert.ThrowsAsync<TtvStoreException>(async () => await host.Services.GetRequiredService<IEventLog>().AppendAsync([SignUp(AccountId.Create("never acknowledged"))]));
            Assert.DoesNotContain("verysecret", failed.ToString(), StringComparison.Ordinal);
            var entry = (await health.CheckHealthAsync()).Entries["ttv"];
            if (entry.Status == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy) sawUnhealthy++;
            await server.StartAsync();
        }

        await FeedAsync(3, 40);
        for (var waited = 0; waited < 300; waited++)
        {
            if (await CountAsync() >= acknowledged.Count) break;
            await Task.Delay(100);
        }

        await using var last = host.Services.CreateAsyncScope();
        var mails = await last.ServiceProvider.GetRequiredService<ShopContext>().Mails.Select(m => m.Key).ToListAsync();
        Assert.Equal(mails.Count, mails.Distinct().Count());
        var log = await host.Services.GetRequiredService<IEventLog>().ReadAllAsync().Where(e => e.Body is SignedUp).Select(e => e.Account).ToHashSetAsync();
        Assert.All(acknowledged, a => Assert.Contains(a, log));
        Assert.InRange(mails.Count, acknowledged.Count, acknowledged.Count + 3);
        Assert.Equal(3, sawUnhealthy);
        for (var waited = 0; waited < 100 && (await health.CheckHealthAsync()).Status != Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy; waited++) await Task.Delay(100);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        var ours = logs.Lines.Where(l => l.Category.StartsWith("Ttv.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(ours);
        Assert.All(ours, l => Assert.False(l.Text.Contains("verysecret", StringComparison.Ordinal) || l.Text.Contains("account-", StringComparison.Ordinal), l.Text));
        await host.StopAsync();

        async Task FeedAsync(int crash, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var account = AccountId.Create($"account-{crash}-{i}");
                await Until(() => host.Services.GetRequiredService<IEventLog>().AppendAsync([SignUp(account)]).AsTask());
                acknowledged.Add(account);
            }
        }

        async Task<int> CountAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ShopContext>().Mails.CountAsync();
        }
    }

    [Fact]
    public async Task Sqlite_DiskFull_SaysSoAndGoesOnOnceThereIsRoom()
    {
        var limit = new PageLimit();
        await using var store = await AnyStore.CreateAsync(Database.Sqlite, s =>
        {
            s.AddDbContext<ShopContext>(o => o.AddInterceptors(limit));
            Configure(s);
        });
        var log = store.Get<IEventLog>();
        var stored = 0;
        await log.AppendAsync([SignUp(AccountId.Create("account-first"))]);
        limit.Pages = 80;
        var failed = await Assert.ThrowsAsync<TtvStoreException>(async () =>
        {
            for (; ; stored++) await log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => SignUp(AccountId.Create($"account-{stored}-{i}")))]);
        });
        Assert.Contains("SqliteException", failed.Message, StringComparison.Ordinal);
        Assert.True(stored > 0);
        Assert.Equal((50 * stored) + 1, await log.ReadAllAsync().CountAsync());
        await Assert.ThrowsAsync<TtvStoreException>(() => store.Get<EvaluationWorker>().RunOnceAsync());

        limit.Pages = 1_000_000;
        while ((await store.Get<EvaluationWorker>().RunOnceAsync()).Claimed + (await store.Get<OutboxRelay>().RunOnceAsync()).Claimed > 0)
        {
        }

        Assert.Equal((50 * stored) + 1, await store.WithContextAsync(db => db.Mails.Select(m => m.Key).Distinct().CountAsync()));
    }

    [Fact]
    public async Task PostgreSql_PoolExhausted_SaysSoAndGoesOnOnceThereIsRoom()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync();
        var small = new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 2, Timeout = 1 }.ConnectionString;
        await using (var services = new ServiceCollection().AddLogging().AddDbContext<ShopContext>(o => o.UseNpgsql(small))
            .AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>()).BuildServiceProvider())
        {
            await using (var scope = services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync();
            var log = services.GetRequiredService<IEventLog>();
            await using (var one = new NpgsqlConnection(small))
            await using (var two = new NpgsqlConnection(small))
            {
                await one.OpenAsync();
                await two.OpenAsync();
                await Assert.ThrowsAsync<TtvStoreException>(async () => await log.AppendAsync([SignUp(AccountId.Create("account-1"))]));
            }

            await log.AppendAsync([SignUp(AccountId.Create("account-1"))]);
            Assert.Single(await log.ReadAllAsync().ToListAsync());
        }

        await server.DropDatabaseAsync(small);
        await server.DropDatabaseAsync(connection);
    }

    private static TtvEvent SignUp(AccountId account) => TtvEvent.Create(account, SignedUpAt, new SignedUp(EventProperties.Of(("segment", "founder"))), Ttv.Events.EventId.Create("signed-up"), SignedUpAt);

    private static void Configure(IServiceCollection services, params IInterceptor[] interceptors)
    {
        services.AddSingleton<IClock>(new ManualClock(Now));
        services.AddDbContext<ShopContext>(o => o.AddInterceptors(interceptors));
        services.AddTtv(t => t.AddNudgeSender<MailSender>());
        services.Configure<TtvHostingOptions>(Quick);
    }

    private static void Quick(TtvHostingOptions options)
    {
        options.Lease = TimeSpan.FromSeconds(1);
        options.PollInterval = TimeSpan.FromMilliseconds(20);
        options.RetryAfter = TimeSpan.FromMilliseconds(20);
        options.LongestRetry = TimeSpan.FromMilliseconds(500);
        options.MaxAttempts = 100;
        options.Reviews = false;
        options.FleetCheckEvery = null;
    }

    private static async Task Until(Func<Task> works)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await works();
                return;
            }
            catch (TtvStoreException) when (attempt < 200)
            {
                await Task.Delay(100);
            }
        }
    }

    private sealed class MailSender(ShopContext context) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Mails.Add(new SentMail { Key = message.Decision.Key });
            return new(NudgeDelivery.Sent);
        }
    }

    /// <summary>Every third commit happens, and is then reported as a lost connection.</summary>
    private sealed class DropsAfterCommit(int offset) : DbTransactionInterceptor
    {
        private int _commits = offset;
        private int _dropped;

        public bool IsOn { get; set; }

        public int Dropped => _dropped;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (!IsOn || Interlocked.Increment(ref _commits) % 3 != 0) return Task.CompletedTask;
            Interlocked.Increment(ref _dropped);
            throw new IOException("the connection was lost after the commit");
        }
    }

    /// <summary>How far the database file may grow: SQLite then says that the disk is full.</summary>
    private sealed class PageLimit : DbConnectionInterceptor
    {
        public int Pages { get; set; } = 1_000_000;

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Pages}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private sealed class ListLogger : ILoggerProvider
    {
        public System.Collections.Concurrent.ConcurrentQueue<(string Category, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Category(ListLogger all, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                all.Lines.Enqueue((name, $"{formatter(state, exception)} {exception}"));
        }
    }
}
