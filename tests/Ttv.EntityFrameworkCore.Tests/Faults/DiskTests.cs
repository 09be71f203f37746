using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>No room on the disk while nudges are on their way.</summary>
public class DiskTests
{
    private const int Accounts = 40;

    /// <summary>Full while the sender writes rows of its own, or while the inbox writes its mark and the fact.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_DiskFull_KeepsEffectMarkAndFactTogetherAndGoesOnOnceThereIsRoom(bool inSender)
    {
        var disk = new Disk();
        await using var store = await AnyStore.CreateAsync(Database.Sqlite, s =>
        {
            s.AddSingleton<IClock>(new ManualClock(Shop.Late));
            s.AddSingleton(disk);
            s.AddDbContext<ShopContext>(o => o.AddInterceptors(disk));
            s.AddTtv(t => t.AddNudgeSender<BulkySender>());
            s.Configure<TtvHostingOptions>(Shop.Quick);
            // The first failure that counts against a message would set it aside.
            s.Configure<TtvHostingOptions>(o => o.MaxAttempts = 1);
        });
        await store.Get<IEventLog>().AppendAsync(Shop.SignUps(Accounts));
        Assert.Equal(Accounts, (await store.Get<EvaluationWorker>().RunOnceAsync()).Decided);
        (disk.IsFull, disk.InSender) = (true, inSender);
        var failed = false;
        for (var pass = 0; pass < 5; pass++)
        {
            try
            {
                var run = await store.Get<OutboxRelay>().RunOnceAsync();
                failed |= run.Retried > 0;
            }
            catch (TtvStoreException e)
            {
                failed = true;
                Assert.Contains("SqliteException", e.Message, StringComparison.Ordinal);
            }

            await Task.Delay(50);
            var (mails, marks, facts) = await CountAsync();
            Assert.Equal((mails, mails), (marks, facts));
            Assert.True(mails < Accounts);
        }

        Assert.True(failed);
        disk.IsFull = false;
        await Shop.UntilAsync(async () =>
        {
            await Shop.SettleAsync(store.Get<EvaluationWorker>(), store.Get<OutboxRelay>());
            return (await store.Get<IOutbox>().GetStatusAsync()).Waiting == 0;
        }, "the outbox is empty");
        Assert.Equal((Accounts, Accounts, Accounts), await CountAsync());
        Assert.Equal(Accounts, await store.WithContextAsync(db => db.Mails.Select(m => m.Key).Distinct().CountAsync(k => !k.StartsWith("bulk"))));
        Assert.Equal(0, (await store.Get<IOutbox>().GetStatusAsync()).DeadLetters);

        Task<(int Mails, int Marks, int Facts)> CountAsync() => store.WithContextAsync(async db => (
            await db.Mails.CountAsync(m => !m.Key.StartsWith("bulk")), await db.Set<TtvInboxRow>().CountAsync(), await db.Set<TtvEventRow>().CountAsync(e => e.Name.StartsWith("ttv.nudge"))));
    }

    /// <summary>Writes so much that the disk is full while it does.</summary>
    private sealed class BulkySender(ShopContext context, Disk disk) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Mails.Add(new SentMail { Key = message.Decision.Key });
            if (disk.IsFull && disk.InSender) context.Mails.Add(new SentMail { Key = "bulk" + new string('x', 100_000) });
            return new(NudgeDelivery.Sent);
        }
    }

    /// <summary>A disk on which the database file may not grow: SQLite then says that it is full.</summary>
    private sealed class Disk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public bool InSender { get; set; }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            // As few as one: it takes the size that the file has.
            command.CommandText = IsFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
