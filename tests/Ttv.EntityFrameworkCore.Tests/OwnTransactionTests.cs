using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.EntityFrameworkCore;

/// <summary>One transaction for the user's rows and Ttv's.</summary>
public class OwnTransactionTests
{
    private static readonly AccountId Acme = AccountId.Create("acme");
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TtvEvent Told = TtvEvent.Create(Acme, Now, new ProductEvent("report_shared"), EventId.Create("1"), Now);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Record_SavedWithOwnRows_CommitsBothAndMakesDue(Database database)
    {
        await using var store = await AnyStore.CreateAsync(database);
        await store.WithContextAsync(async db =>
        {
            db.Mails.Add(new SentMail { Key = "mine" });
            Assert.True(await db.RecordTtvEventAsync(Told));
            Assert.False(await db.RecordTtvEventAsync(Told));
            Assert.Equal(0, await db.Set<TtvEventRow>().CountAsync());
            return await db.SaveChangesAsync();
        });

        Assert.False(await store.WithContextAsync(db => db.RecordTtvEventAsync(Told).AsTask()));
        Assert.Equal(Told, Assert.Single(await store.Get<IEventLog>().ReadAsync(Acme).ToListAsync()));
        Assert.Equal(Acme, Assert.Single(await store.Get<IAccountStore>().ClaimDueAsync("one", Now, Duration.FromMinutes(1), 10)).State.Account);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Record_OwnTransactionRolledBack_LeavesNeither(Database database)
    {
        await using var store = await AnyStore.CreateAsync(database);
        await store.WithContextAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Mails.Add(new SentMail { Key = "mine" });
            await db.RecordTtvEventAsync(Told);
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });

        Assert.Empty(await store.Get<IEventLog>().ReadAsync(Acme).ToListAsync());
        Assert.Empty(await store.Get<IAccountStore>().ClaimDueAsync("one", Now, Duration.FromMinutes(1), 10));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Receive_SendersRows_CommitWithTheMarkAndTheFactOrNotAtAll(Database database)
    {
        await using var store = await AnyStore.CreateAsync(database, s => s.AddTtv(t => t.AddNudgeSender<MailSender>()));
        var receiver = store.Get<NudgeReceiver>();
        MailSender.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await receiver.ReceiveAsync(Message()));
        Assert.Equal(0, await store.WithContextAsync(db => db.Mails.CountAsync()));

        MailSender.Fails = false;
        Assert.Equal(InboxOutcome.Handled, await receiver.ReceiveAsync(Message()));
        Assert.Equal(InboxOutcome.Duplicate, await receiver.ReceiveAsync(Message()));
        Assert.Equal("key", Assert.Single(await store.WithContextAsync(db => db.Mails.ToListAsync())).Key);
        Assert.IsType<NudgeSent>(Assert.Single(await store.Get<IEventLog>().ReadAsync(Acme).ToListAsync()).Body);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Record_OwnTransactionRepeatedByAStrategy_IsStoredWithTheUsersRows(Database database)
    {
        await using var store = await AnyStore.CreateAsync(database);
        var attempts = 0;
        var other = TtvEvent.Create(Acme, Now, new ProductEvent("opened"), EventId.Create("2"), Now);
        await store.WithContextAsync(db => new RepeatingStrategy(db).ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Mails.Add(new SentMail { Id = ++attempts, Key = "mine" });
            // The second attempt in another order: a database may give the first one's keys away again.
            foreach (var told in attempts == 1 ? [Told, other] : new[] { other, Told }) Assert.True(await db.RecordTtvEventAsync(told));
            await db.SaveChangesAsync();
            if (attempts == 1) throw new TimeoutException("the connection is lost before the commit");
            await transaction.CommitAsync();
            return 0;
        }));

        Assert.Equal(2, attempts);
        Assert.Equal(2, (await store.Get<IEventLog>().ReadAsync(Acme).ToListAsync()).Count);
        Assert.Equal(Acme, Assert.Single(await store.Get<IAccountStore>().ClaimDueAsync("one", Now, Duration.FromMinutes(1), 10)).State.Account);
    }

    [Fact]
    public async Task Receive_SenderTimesOutUnderARetryingStrategy_RunsOnceAndSaysSo()
    {
        await using var store = await PostgreSQL.PostgreSqlStore.CreateAsync(s =>
        {
            s.ConfigureDbContext<ShopContext>(o => o.UseNpgsql(npgsql => npgsql.EnableRetryOnFailure()));
            s.AddTtv(t => t.AddNudgeSender<TimingOutSender>());
        });
        TimingOutSender.Runs = 0;
        await Assert.ThrowsAsync<TimeoutException>(async () => await store.Services.GetRequiredService<NudgeReceiver>().ReceiveAsync(Message()));
        Assert.Equal(1, TimingOutSender.Runs);
    }

    [Fact]
    public async Task Start_TransientContext_IsRefusedSinceASenderWouldWriteOutsideTheTransaction()
    {
        await using var services = new ServiceCollection().AddLogging().AddDbContext<ShopContext>(o => o.UseSqlite("Data Source=:memory:"), ServiceLifetime.Transient)
            .AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>()).BuildServiceProvider();
        var thrown = await Assert.ThrowsAsync<TtvValidationException>(async () =>
        {
            foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
        });
        Assert.Contains("registered as transient", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_AnExistingFile_SwitchesItToWriteAheadLogging()
    {
        await using var store = await Sqlite.SqliteStore.CreateAsync();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(store.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        Assert.Equal("delete", await command.ExecuteScalarAsync());
        await connection.CloseAsync();
        await store.Services.GetRequiredService<IEventLog>().AppendAsync([Told]);
        await connection.OpenAsync();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Use_ContextWithoutTheTables_SaysWhatIsMissing()
    {
        await using var services = new ServiceCollection().AddLogging().AddDbContext<BareContext>(o => o.UseSqlite("Data Source=:memory:"))
            .AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<BareContext>()).BuildServiceProvider();
        var thrown = await Assert.ThrowsAsync<TtvValidationException>(async () => await services.GetRequiredService<IEventLog>().AppendAsync([Told]));
        Assert.Contains("modelBuilder.UseTtv()", thrown.Message, StringComparison.Ordinal);
    }

    internal static NudgeMessage Message(string key = "key") => new(new NudgeDecision
    {
        Account = Acme, Key = key, Rule = "late_milestone", Outcome = NudgeOutcome.Send, Channel = NudgeChannel.Message, Reasons = [], Episode = 0, Attempt = 1, AsOf = Now,
    });

    private sealed class MailSender(ShopContext context) : INudgeSender
    {
        public static bool Fails { get; set; }

        public async ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Mails.Add(new SentMail { Key = message.Decision.Key });
            await context.SaveChangesAsync(cancellationToken);
            return Fails ? throw new InvalidOperationException("after the row was written") : NudgeDelivery.Sent;
        }
    }

    private sealed class TimingOutSender : INudgeSender
    {
        public static int Runs { get; set; }

        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            Runs++;
            throw new TimeoutException("the mail server does not answer");
        }
    }

    /// <summary>Repeats at once whatever timed out.</summary>
    private sealed class RepeatingStrategy(DbContext context) : ExecutionStrategy(context, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;

        protected override TimeSpan? GetNextDelay(Exception lastException) => TimeSpan.Zero;
    }

    private sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options);
}
