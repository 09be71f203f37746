using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Hosting;
using Ttv.Hosting.Storage;

namespace Ttv.Soak;

/// <summary>Delivers every account's events one to five times, shuffled, little by little; and with them rows whose time has passed, for retention.</summary>
internal static class Feeder
{
    /// <summary>Rows past their time, of either kind, that come with each account.</summary>
    private const int OldEvery = 10;

    /// <summary>Delivers everything; returns how many events that was.</summary>
    /// <param name="options">The run.</param>
    /// <param name="services">The run's store.</param>
    /// <param name="mayGoOn">Whether the next few accounts are to come, given the share that has.</param>
    public static Task<long> FeedAsync(SoakOptions options, IServiceProvider services, Func<double, bool> mayGoOn) => FeedAsync(options, services, 0, options.Nudges, mayGoOn);

    /// <summary>Delivers the events of some of the accounts.</summary>
    public static async Task<long> FeedAsync(SoakOptions options, IServiceProvider services, int first, int end, Func<double, bool> mayGoOn)
    {
        var random = new Random(options.Seed + 1 + first);
        var log = services.GetRequiredService<IEventLog>();
        var delivered = 0L;
        var chunk = Math.Clamp(options.Nudges / Math.Max(1, 5 * options.Kills), 10, 100);
        for (var from = first; from < end; from += chunk)
        {
            while (!mayGoOn(from / (double)options.Nudges)) await Task.Delay(20);
            var accounts = Enumerable.Range(from, Math.Min(chunk, end - from)).ToArray();
            var events = accounts.SelectMany(Setup.EventsOf).SelectMany(e => Enumerable.Repeat(e, random.Next(1, 6))).ToArray();
            random.Shuffle(events);
            foreach (var part in events.Chunk(random.Next(50, 300)))
            {
                await UntilAsync(() => log.AppendAsync(part).AsTask());
                delivered += part.Length;
            }

            await UntilAsync(() => AddOldAsync(services, accounts.Where(a => a % OldEvery == 0)));
        }

        return delivered;
    }

    /// <summary>The rows past their time that a run of so many accounts brings.</summary>
    public static int OldRowsOf(int accounts) => 2 * ((accounts + OldEvery - 1) / OldEvery);

    /// <summary>Marks of messages handled long ago, and decisions of accounts that are done.</summary>
    private static async Task AddOldAsync(IServiceProvider services, IEnumerable<int> accounts)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoakContext>();
        foreach (var account in accounts)
        {
            var (id, key) = (Setup.GoneAccountOf(account), Setup.OldKeyOf(account));
            context.Add(new TtvInboxRow { Key = key, HandledUs = account });
            context.Add(new TtvAccountRow { AccountId = id, Escalation = "none" });
            context.Add(new TtvDecisionRow { Key = key, AccountId = id, Rule = "old", Outcome = "send", DecidedUs = account, Payload = "{}" });
        }

        await context.SaveChangesAsync();
    }

    private static async Task UntilAsync(Func<Task> works)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await works();
                return;
            }
            catch (Exception e) when (e is TtvStoreException or DbUpdateException && attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
