using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.EntityFrameworkCore.Rows;
using Ttv.Hosting.Storage;
using Ttv.TestServers;

namespace Ttv.Soak;

/// <summary>Runs workers on real servers, kills them, and audits what they leave behind.</summary>
public static class Soak
{
    public static async Task<Ledger> RunAsync(SoakOptions options, Action<string>? say = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        say ??= _ => { };
        var folder = Directory.CreateTempSubdirectory("ttv-soak-").FullName;
        var server = options.Database == Database.PostgreSql ? await PostgreSqlServer.SharedAsync() : null;
        var connection = server is null ? $"Data Source={Path.Combine(folder, "soak.db")}" : await server.CreateDatabaseAsync();
        var rabbit = options.OverRabbitMq ? await RabbitMqServer.SharedAsync() : null;
        var services = new ServiceCollection().AddLogging().AddStore(options.Database, connection).BuildServiceProvider();
        try
        {
            await using (var scope = services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SoakContext>().Database.EnsureCreatedAsync();
            string[] arguments =
            [
                $"--db={options.Database}", $"--connection={connection}", $"--inbox={options.HasInbox}", $"--kill-at={options.KillAt}",
                .. rabbit is null ? Array.Empty<string>() : [$"--rabbit={rabbit.Uri}", $"--queue=soak.{Path.GetFileName(folder)}"],
            ];
            return await RunAsync(options, services, arguments, say);
        }
        finally
        {
            await services.DisposeAsync();
            SqliteConnection.ClearAllPools();
            if (server is not null) await server.DropDatabaseAsync(connection);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Ledger> RunAsync(SoakOptions options, ServiceProvider services, string[] arguments, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(options.Seed);
        var expected = Setup.ExpectedKeys(options.Nudges);
        var isOver = false;
        var landed = 0;
        var kills = 0;
        var absorbed = 0L;
        var byItself = options.KillAt != KillPoint.None;
        var feeding = FeedAsync(options, services.GetRequiredService<IEventLog>(), new Random(options.Seed + 1), () => Volatile.Read(ref isOver) ? int.MaxValue : Volatile.Read(ref landed));
        var workers = Enumerable.Range(0, options.Workers).Select(_ => new WorkerProcess(arguments)).ToArray();
        try
        {
            var idle = Stopwatch.StartNew();
            while (byItself ? kills < options.Workers : landed < options.Kills)
            {
                if (watch.Elapsed > options.Limit) break;
                await Task.Delay(byItself ? 20 : random.Next(20, 200));
                if (!byItself && Array.Exists(workers, w => w.HasExited)) throw new InvalidOperationException("A worker ended by itself.");
                // At random among those at work: what a kill does to an idle process is no news.
                var candidates = Enumerable.Range(0, workers.Length).Where(i => byItself ? workers[i].HasExited : workers[i].IsAtWork).ToArray();
                if (candidates.Length == 0)
                {
                    if (!Array.TrueForAll(workers, w => w.IsReady)) idle.Restart();
                    if (feeding.IsCompleted && idle.Elapsed > TimeSpan.FromSeconds(10)) break;
                    continue;
                }

                idle.Restart();
                await KillAsync(candidates[random.Next(candidates.Length)]);
                if (kills % 10 == 0) say($"{kills} kills, {landed} of them in the middle of work, after {watch.Elapsed.TotalSeconds:0} s");
            }

            Volatile.Write(ref isOver, true);
            var delivered = await feeding;
            say($"all {delivered} events delivered after {watch.Elapsed.TotalSeconds:0} s");
            await SettleAsync(services, expected.Count, options.Limit - watch.Elapsed, async () =>
            {
                // One that came to its point late is replaced like the others.
                for (var i = 0; byItself && i < workers.Length; i++)
                {
                    if (workers[i].HasExited) await KillAsync(i);
                }
            });
            foreach (var worker in workers) absorbed += worker.Absorbed;
            return await AuditAsync(options, services, expected, kills, landed, delivered, absorbed, watch.Elapsed);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }

        async Task KillAsync(int chosen)
        {
            kills++;
            if (await workers[chosen].KillAsync() || byItself) Interlocked.Increment(ref landed);
            absorbed += workers[chosen].Absorbed;
            workers[chosen].Dispose();
            workers[chosen] = new WorkerProcess(byItself ? [.. arguments.Where(a => !a.StartsWith("--kill-at", StringComparison.Ordinal))] : arguments);
        }
    }

    /// <summary>Delivers every account's events one to five times, shuffled, little by little, so that there is work to be killed in.</summary>
    private static async Task<long> FeedAsync(SoakOptions options, IEventLog log, Random random, Func<int> landed)
    {
        var delivered = 0L;
        const int Chunk = 100;
        for (var from = 0; from < options.Nudges; from += Chunk)
        {
            var events = Enumerable.Range(from, Math.Min(Chunk, options.Nudges - from)).SelectMany(Setup.EventsOf).SelectMany(e => Enumerable.Repeat(e, random.Next(1, 6))).ToArray();
            random.Shuffle(events);
            foreach (var part in events.Chunk(random.Next(50, 300)))
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        await log.AppendAsync(part);
                        break;
                    }
                    catch (Hosting.TtvStoreException) when (attempt < 100)
                    {
                        await Task.Delay(100);
                    }
                }

                delivered += part.Length;
            }

            // In step with the kills: the last of the work comes with the last of them.
            for (var waited = 0; waited < 25 && options.KillAt == KillPoint.None && from > landed() / (double)Math.Max(1, options.Kills) * options.Nudges; waited++) await Task.Delay(20);
        }

        return delivered;
    }

    /// <summary>Waits until nothing is left to do, or for so long.</summary>
    private static async Task SettleAsync(ServiceProvider services, int expected, TimeSpan limit, Func<Task> replaceAsync)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < limit; await Task.Delay(200))
        {
            await replaceAsync();
            await using var scope = services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<SoakContext>();
            if (await StuckAsync(context) == 0 && await context.Effects.CountAsync() >= expected) return;
        }
    }

    /// <summary>Wakes not taken, accounts due or held, messages not gone.</summary>
    private static async Task<long> StuckAsync(SoakContext context)
    {
        var now = Setup.Now.ToUnixTimeTicks() / 10;
        return await context.Set<TtvWakeRow>().CountAsync()
            + await context.Set<TtvAccountRow>().CountAsync(a => a.DueUs <= now || a.LeaseOwner != null || a.Fault != null)
            + await context.Set<TtvOutboxRow>().CountAsync();
    }

    private static async Task<Ledger> AuditAsync(SoakOptions options, ServiceProvider services, HashSet<string> expected, int kills, int landed, long delivered, long absorbed, TimeSpan elapsed)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoakContext>();
        var effects = await context.Effects.AsNoTracking().Select(e => e.Key).ToListAsync();
        var keys = effects.ToHashSet(StringComparer.Ordinal);
        var stored = await context.Set<TtvEventRow>().Where(e => !e.Name.StartsWith("ttv.nudge") && !e.Name.StartsWith("ttv.band")).CountAsync();
        return new Ledger(
            options,
            expected.Count,
            Lost: expected.Count(k => !keys.Contains(k)),
            Doubled: effects.Count - keys.Count,
            Unexpected: keys.Count(k => !expected.Contains(k)),
            Stuck: await StuckAsync(context),
            DeadLetters: await context.Set<TtvDeadLetterRow>().CountAsync(),
            kills,
            landed,
            delivered,
            delivered - stored,
            absorbed,
            elapsed);
    }
}
