using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Testing;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>A context that retries by itself, and a connection that is lost before or after a commit: what happened is not done again.</summary>
public class RetryingStrategyTests
{
    private const int Accounts = 20;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Commit_ConnectionLostAfterIt_IsDoneOnce(Database database)
    {
        var losses = new Losses(database);
        await using var store = await CreateAsync(database, losses);
        await store.Get<IEventLog>().AppendAsync(Shop.SignUps(Accounts));
        losses.AfterNext(commits: 2);
        var run = await store.Get<EvaluationWorker>().RunOnceAsync();
        Assert.Equal((Accounts, 0), (run.Claimed, run.Failed));
        Assert.Equal(1, losses.Lost);
        // Committed, whatever the second attempt found: states, decisions and messages stand once.
        for (var i = 0; i < Accounts; i++) Assert.Equal(Shop.Late, (await store.Get<IAccountStore>().FindAsync(Shop.Account(i)))!.EvaluatedAt);
        Assert.Equal(Accounts, await store.WithContextAsync(db => db.Set<TtvDecisionRow>().CountAsync()));
        Assert.Equal(Accounts, (await store.Get<IOutbox>().GetStatusAsync()).Waiting);
        await Shop.SettleAsync(store.Get<EvaluationWorker>(), store.Get<OutboxRelay>());
        await AssertOnceAsync(store);
    }

    [Theory]
    [InlineData(Database.Sqlite, true)]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.PostgreSql, true)]
    [InlineData(Database.PostgreSql, false)]
    public async Task Process_ConnectionLostAtTheCommit_TakesEffectOnce(Database database, bool after)
    {
        var losses = new Losses(database);
        await using var store = await CreateAsync(database, losses);
        var sends = 0;
        if (after) losses.AfterNext(1);
        else losses.BeforeNext(1);
        await store.Get<IInbox>().ProcessAsync("key", (transaction, _) =>
        {
            sends++;
            transaction.Services.GetRequiredService<ShopContext>().Mails.Add(new SentMail { Key = "key" });
            transaction.Record(Shop.SignUps(1)[0]);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(1, losses.Lost);
        // After the commit the mark says that it was done; before it there is none, nor anything else.
        Assert.Equal(after ? 1 : 2, sends);
        Assert.Equal("key", Assert.Single(await store.WithContextAsync(db => db.Mails.ToListAsync())).Key);
        Assert.Single(await store.Get<IEventLog>().ReadAllAsync().ToListAsync());
        Assert.Equal(InboxOutcome.Duplicate, await store.Get<IInbox>().ProcessAsync("key", (_, _) => throw new InvalidOperationException("never again")));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Settle_EveryThirdCommitLostAfterIt_TakesEffectOnceAndNobodyIsTold(Database database)
    {
        var losses = new Losses(database) { EveryThird = true };
        await using var store = await CreateAsync(database, losses);
        foreach (var told in Shop.SignUps(Accounts)) await store.Get<IEventLog>().AppendAsync([told]);
        // A claim whose commit was lost is claimed anew once its lease has run out.
        await Shop.UntilAsync(async () =>
        {
            await Shop.SettleAsync(store.Get<EvaluationWorker>(), store.Get<OutboxRelay>());
            return (await store.Get<IOutbox>().GetStatusAsync()).Waiting == 0 && await store.WithContextAsync(db => db.Mails.CountAsync()) >= Accounts;
        }, "every nudge took effect");
        Assert.True(losses.Lost > 5, $"{losses.Lost} commits were lost");
        losses.EveryThird = false;
        await AssertOnceAsync(store);
    }

    private static async Task AssertOnceAsync(AnyStore store)
    {
        var mails = await store.WithContextAsync(db => db.Mails.Select(m => m.Key).ToListAsync());
        Assert.Equal((Accounts, Accounts), (mails.Count, mails.Distinct().Count()));
        Assert.Equal((0L, 0L), ((await store.Get<IOutbox>().GetStatusAsync()).Waiting, (await store.Get<IOutbox>().GetStatusAsync()).DeadLetters));
        Assert.Equal(2 * Accounts, await store.Get<IEventLog>().ReadAllAsync().Where(e => e.Body is SignedUp or NudgeSent).CountAsync());
    }

    private static Task<AnyStore> CreateAsync(Database database, Losses losses) => AnyStore.CreateAsync(database, s =>
    {
        s.AddSingleton<IClock>(new ManualClock(Shop.Late));
        s.AddDbContext<ShopContext>(o =>
        {
            o.AddInterceptors(losses);
            if (database == Database.Sqlite) o.UseSqlite(d => d.ExecutionStrategy(p => new Retries(p)));
            else o.UseNpgsql(d => d.EnableRetryOnFailure(5, TimeSpan.FromMilliseconds(20), errorCodesToAdd: null));
        });
        s.AddTtv(t => t.AddNudgeSender<Shop.MailSender>());
        s.Configure<TtvHostingOptions>(Shop.Quick);
    });

    /// <summary>SQLite's provider brings none; this is what a user would write.</summary>
    private sealed class Retries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 5, TimeSpan.FromMilliseconds(20))
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is IOException;
    }
}
