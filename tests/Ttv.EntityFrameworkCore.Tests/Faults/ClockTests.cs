using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;
using Ttv.Nudges;
using Ttv.Testing;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>Two machines on one database that do not agree on the time.</summary>
public class ClockTests
{
    private const int Accounts = 6;
    private const int Hours = 60;

    /// <summary>The hours during which the first machine's clock is six hours behind where it was.</summary>
    private static readonly (int From, int Until) JumpsBack = (26, 30);

    [Theory]
    [InlineData(Database.Sqlite, 1)]
    [InlineData(Database.Sqlite, -1)]
    [InlineData(Database.PostgreSql, 1)]
    [InlineData(Database.PostgreSql, -1)]
    public async Task Settle_ClocksAnHourApartAndOneJumpsBack_NoNudgeTwiceAndNoneTooSoon(Database database, int skew)
    {
        var (here, there) = (new ManualClock(Shop.SignedUpAt), new ManualClock(Shop.SignedUpAt));
        await using var one = await AnyStore.CreateAsync(database, s => Configure(s, here));
        await using var two = Another(database, one.ConnectionString, there);
        await one.Get<IEventLog>().AppendAsync(Shop.SignUps(Accounts));
        for (var hour = 1; hour <= Hours; hour++)
        {
            var now = Shop.SignedUpAt + Duration.FromHours(hour);
            here.Set(hour >= JumpsBack.From && hour < JumpsBack.Until ? now - Duration.FromHours(6) : now);
            there.Set(now + Duration.FromHours(skew));
            // Both at once, so that either may come first.
            await Task.WhenAll(
                Task.Run(() => Shop.SettleAsync(one.Get<EvaluationWorker>(), one.Get<OutboxRelay>())),
                Task.Run(() => Shop.SettleAsync(two.GetRequiredService<EvaluationWorker>(), two.GetRequiredService<OutboxRelay>())));
        }

        // What either claimed and the other passed by.
        await Shop.UntilAsync(async () =>
        {
            await Shop.SettleAsync(one.Get<EvaluationWorker>(), one.Get<OutboxRelay>());
            return (await one.Get<IOutbox>().GetStatusAsync()).Waiting == 0;
        }, "the outbox is empty");
        var mails = await one.WithContextAsync(db => db.Mails.Select(m => m.Key).ToListAsync());
        var decided = (await one.WithContextAsync(db => db.Set<TtvDecisionRow>().Select(d => d.Payload).ToListAsync())).ConvertAll(NudgeDecisionJson.Parse);
        Assert.Equal(decided.Where(d => d.Outcome is NudgeOutcome.Send or NudgeOutcome.Escalate).Select(d => d.Key).Order(StringComparer.Ordinal), mails.Order(StringComparer.Ordinal));
        foreach (var account in decided.Where(d => d is { Outcome: NudgeOutcome.Send, Channel: NudgeChannel.Message }).GroupBy(d => d.Account))
        {
            var days = account.Select(d => d.AsOf).Order().ToArray();
            for (var i = 1; i < days.Length; i++) Assert.True(days[i] - days[i - 1] >= Duration.FromHours(23), $"{days[i - 1]} and {days[i]} are less than a day apart");
        }

        for (var i = 0; i < Accounts; i++) Assert.Contains(decided, d => d.Account == Shop.Account(i) && d.Outcome == NudgeOutcome.Send);
        Assert.Empty(await one.Get<IDeadLetterStore>().ReadAsync().ToListAsync());
        Assert.Empty(await one.Get<IAccountStore>().ReadSetAsideAsync().ToListAsync());
    }

    private static ServiceProvider Another(Database database, string connection, IClock clock)
    {
        var services = new ServiceCollection().AddLogging().AddDbContext<ShopContext>(o => _ = database == Database.Sqlite ? o.UseSqlite(connection) : o.UseNpgsql(connection));
        services.AddTtv(t => t.AddPlaybook().UseEntityFrameworkCore<ShopContext>());
        Configure(services, clock);
        return services.BuildServiceProvider();
    }

    private static void Configure(IServiceCollection services, IClock clock)
    {
        services.AddSingleton(clock);
        services.AddTtv(t => t.AddNudgeSender<Shop.MailSender>());
        services.Configure<TtvHostingOptions>(Shop.Quick);
    }
}
