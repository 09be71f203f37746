using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ttv.EntityFrameworkCore.Rows;

namespace Ttv.Soak;

/// <summary>Looks into a run's database for what the workers left behind.</summary>
internal static class Audit
{
    /// <summary>Waits until nothing is left to do, or until the patience is at its end.</summary>
    public static async Task SettleAsync(IServiceProvider services, int expected, TimeSpan limit, Func<Task> lookAfterAsync)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < limit; await Task.Delay(100))
        {
            await lookAfterAsync();
            await using var scope = services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<SoakContext>();
            if (await StuckAsync(context) == 0 && await context.Effects.CountAsync() >= expected) return;
        }
    }

    /// <summary>Fills a ledger with what became of the expected keys.</summary>
    public static async Task<Ledger> CompleteAsync(Ledger ledger, IServiceProvider services, HashSet<string> expected)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoakContext>();
        var effects = await context.Effects.AsNoTracking().Select(e => e.Key).ToListAsync();
        var keys = effects.ToHashSet(StringComparer.Ordinal);
        var told = await context.Set<TtvEventRow>().CountAsync(e => !e.Name.StartsWith("ttv.nudge") && !e.Name.StartsWith("ttv.band"));
        var marks = await context.Set<TtvInboxRow>().CountAsync(r => !r.Key.StartsWith(Setup.OldKey));
        var old = await OldAsync(context);
        return ledger with
        {
            Expected = expected.Count,
            Lost = expected.Count(k => !keys.Contains(k)),
            Doubled = effects.Count - keys.Count,
            Unexpected = keys.Count(k => !expected.Contains(k)),
            Stuck = await StuckAsync(context),
            DeadLetters = await context.Set<TtvDeadLetterRow>().CountAsync(),
            MarksGone = ledger.Options.HasInbox ? keys.Count - marks : 0,
            EventsAbsorbed = ledger.EventsDelivered - told,
            Swept = Feeder.OldRowsOf(ledger.Options.Nudges) - old,
        };
    }

    /// <summary>Wakes not taken, accounts due or held, messages not gone, old rows that stand.</summary>
    private static async Task<long> StuckAsync(SoakContext context)
    {
        var now = Setup.Now.ToUnixTimeTicks() / 10;
        return await context.Set<TtvWakeRow>().CountAsync()
            + await context.Set<TtvAccountRow>().CountAsync(a => a.DueUs <= now || a.LeaseOwner != null || a.Fault != null)
            + await context.Set<TtvOutboxRow>().CountAsync()
            + await OldAsync(context);
    }

    private static async Task<int> OldAsync(SoakContext context) =>
        await context.Set<TtvInboxRow>().CountAsync(r => r.Key.StartsWith(Setup.OldKey)) + await context.Set<TtvDecisionRow>().CountAsync(r => r.Key.StartsWith(Setup.OldKey));
}
