using Microsoft.EntityFrameworkCore;
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

/// <summary>A row that this version cannot read, among a hundred: it is set aside with its reason, the others complete, and a replay works.</summary>
public class PoisonTests
{
    private static readonly Instant SignUp = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly AccountId Poisoned = AccountId.Create("account-042");

    public static TheoryData<Database, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<Database, string, string>();
            foreach (var database in Enum.GetValues<Database>())
            {
                rows.Add(database, "opened", "{\"a\":[1]}");
                rows.Add(database, "opened", "no json");
                rows.Add(database, "ttv.of_a_later_version", "{}");
                rows.Add(database, "ttv.nudge_sent", "{}");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Evaluate_OneUnreadableEvent_SetsItsAccountAsideAndCompletesTheOthers(Database database, string name, string properties)
    {
        var clock = new ManualClock(SignUp + Duration.FromHours(1));
        await using var store = await CreateAsync(database, clock);
        await SignUpAsync(store);
        await store.WithContextAsync(async db =>
        {
            db.Add(new TtvEventRow { AccountId = Poisoned.Value, EventId = "poison", Name = name, OccurredUs = 0, RecordedUs = 0, RecordedAssumed = false, Properties = properties });
            return await db.SaveChangesAsync();
        });
        for (var i = 0; i < 10; i++)
        {
            await store.Get<EvaluationWorker>().RunOnceAsync();
            clock.Advance(Duration.FromMinutes(1));
        }

        var accounts = store.Get<IAccountStore>();
        var aside = Assert.Single(await accounts.ReadSetAsideAsync().ToListAsync());
        Assert.Equal((Poisoned, 3), (aside.Account, aside.Failures));
        Assert.Contains("cannot be read", aside.Fault, StringComparison.Ordinal);
        for (var i = 0; i < 100; i++) Assert.Equal(Account(i) == Poisoned, (await accounts.FindAsync(Account(i)))!.Score is null);
        // A review of part of a log would be wrong: reading it all says which row is the matter.
        var thrown = await Assert.ThrowsAsync<TtvStoreException>(async () => await store.Get<IEventLog>().ReadAllAsync().CountAsync());
        Assert.Contains("ttv_events", thrown.Message, StringComparison.Ordinal);

        await store.WithContextAsync(db => db.Set<TtvEventRow>().Where(e => e.EventId == "poison").ExecuteDeleteAsync());
        Assert.True(await accounts.ReplayAsync(Poisoned));
        Assert.Equal(1, (await store.Get<EvaluationWorker>().RunOnceAsync()).Committed);
        Assert.NotNull((await accounts.FindAsync(Poisoned))!.Score);
    }

    public static TheoryData<Database, string> States
    {
        get
        {
            var states = new TheoryData<Database, string>();
            foreach (var damage in new[] { "record = '[]', risk_band = 'purple'", "segment = ''", "risk_hundredths = 20000", "signed_up_us = 9223372036854775807", "evaluated_us = 9223372036854775807" })
            {
                states.Add(Database.Sqlite, damage);
                states.Add(Database.PostgreSql, damage);
            }

            return states;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Evaluate_UnreadableState_IsFoundOutAnew(Database database, string damage)
    {
        var clock = new ManualClock(SignUp + Duration.FromHours(1));
        await using var store = await CreateAsync(database, clock);
        await SignUpAsync(store);
        await store.Get<EvaluationWorker>().RunOnceAsync();
        var before = await store.Get<IAccountStore>().FindAsync(Poisoned);
        await ExecuteAsync(store, $"UPDATE ttv_accounts SET {damage} WHERE account_id = 'account-042'");
        await Assert.ThrowsAsync<TtvStoreException>(async () => await store.Get<IAccountStore>().FindAsync(Poisoned));

        Assert.True(await store.Get<IAccountStore>().ReplayAsync(Poisoned));
        Assert.Equal(1, (await store.Get<EvaluationWorker>().RunOnceAsync()).Committed);
        Assert.Equal(before, await store.Get<IAccountStore>().FindAsync(Poisoned));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Evaluate_WakeOfAnIdThatIsNone_IsSetAsideAndTheOthersGoOn(Database database)
    {
        await using var store = await CreateAsync(database, new ManualClock(SignUp + Duration.FromHours(1)));
        await SignUpAsync(store);
        await ExecuteAsync(store, "INSERT INTO ttv_wakes (account_id) VALUES ('')");
        Assert.Equal(100, (await store.Get<EvaluationWorker>().RunOnceAsync()).Committed);
        Assert.Equal(0, (await store.Get<EvaluationWorker>().RunOnceAsync()).Claimed);
        Assert.Equal(1, (await store.Get<IAccountStore>().GetDueStatusAsync(SignUp)).SetAside);
        Assert.Contains("account_id is not valid", await store.WithContextAsync(db => db.Set<TtvAccountRow>().Where(a => a.AccountId == "").Select(a => a.Fault).SingleAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Publish_OneUnreadableMessage_IsADeadLetterAndTheOthersGoOut(Database database)
    {
        var clock = new ManualClock(SignUp + Duration.FromHours(10));
        await using var store = await CreateAsync(database, clock);
        await SignUpAsync(store);
        await store.Get<EvaluationWorker>().RunOnceAsync();
        var (key, payload) = await store.WithContextAsync(async db =>
        {
            var row = await db.Set<TtvOutboxRow>().OrderBy(r => r.Key).FirstAsync();
            return (row.Key, row.Payload);
        });
        await store.WithContextAsync(db => db.Set<TtvOutboxRow>().Where(r => r.Key == key).ExecuteUpdateAsync(s => s.SetProperty(r => r.Payload, "{\"of\":\"a later version\"}")));
        while ((await store.Get<OutboxRelay>().RunOnceAsync()).Claimed > 0)
        {
        }

        var letters = store.Get<IDeadLetterStore>();
        var dead = Assert.Single(await letters.ReadAsync().ToListAsync());
        Assert.Equal((key, null), (dead.Key, dead.Message));
        Assert.StartsWith("the message cannot be read: key", dead.Reason, StringComparison.Ordinal);
        Assert.Equal(99, await store.WithContextAsync(db => db.Mails.CountAsync()));

        await store.WithContextAsync(db => db.Set<TtvDeadLetterRow>().ExecuteUpdateAsync(s => s.SetProperty(r => r.Payload, payload)));
        Assert.True(await letters.ReplayAsync(key));
        Assert.Equal(1, (await store.Get<OutboxRelay>().RunOnceAsync()).Published);
        Assert.Equal(100, await store.WithContextAsync(db => db.Mails.Select(m => m.Key).Distinct().CountAsync()));
    }

    private static Task<int> ExecuteAsync(AnyStore store, string sql) => store.WithContextAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private static AccountId Account(int number) => AccountId.Create($"account-{number:000}");

    private static ValueTask SignUpAsync(AnyStore store) =>
        store.Get<IEventLog>().AppendAsync([.. Enumerable.Range(0, 100).Select(i => TtvEvent.Create(Account(i), SignUp, new SignedUp(EventProperties.Of(("segment", "founder"))), EventId.Create("sign-up"), SignUp))]);

    private static Task<AnyStore> CreateAsync(Database database, ManualClock clock) => AnyStore.CreateAsync(database, s =>
    {
        s.AddSingleton<IClock>(clock);
        s.AddTtv(t => t.AddNudgeSender<MailSender>());
        s.Configure<TtvHostingOptions>(o =>
        {
            o.MaxAttempts = 3;
            o.RetryAfter = TimeSpan.FromMilliseconds(1);
        });
    });

    private sealed class MailSender(ShopContext context) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Mails.Add(new SentMail { Key = message.Decision.Key });
            return new(NudgeDelivery.Sent);
        }
    }
}
