using System.Diagnostics;

namespace Ttv.Soak;

/// <summary>Kills at random among those at work: what a kill does to an idle process is no news.</summary>
internal static class KillRun
{
    public static async Task<Ledger> RunAsync(SoakOptions options, IServiceProvider services, string[] arguments, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(options.Seed);
        var expected = Setup.ExpectedKeys(options.Nudges);
        var (landed, kills, absorbed, isOver) = (0, 0, 0L, false);
        var workers = Enumerable.Range(0, options.Workers).Select(_ => new WorkerProcess(arguments)).ToArray();
        try
        {
            var idle = Stopwatch.StartNew();
            // In step with the kills, so that the last of the work comes with the last of them; but not while everybody waits for work.
            var feeding = Feeder.FeedAsync(options, services, share => Volatile.Read(ref isOver) || share * options.Kills <= Volatile.Read(ref landed) || idle.ElapsedMilliseconds > 500);
            while (landed < options.Kills && watch.Elapsed < options.Limit)
            {
                await Task.Delay(random.Next(10, 150));
                int[] candidates;
                do
                {
                    await Task.Delay(5);
                    await LookAfterAsync(workers);
                    candidates = [.. Enumerable.Range(0, workers.Length).Where(i => workers[i].Said.IsAtWork)];
                    if (candidates.Length > 0 || !Array.TrueForAll(workers, w => w.Said.IsReady)) idle.Restart();
                }
                while (candidates.Length == 0 && !(feeding.IsCompleted && idle.Elapsed > TimeSpan.FromSeconds(20)) && watch.Elapsed < options.Limit);
                if (candidates.Length == 0) break;

                var chosen = candidates[random.Next(candidates.Length)];
                kills++;
                if (await workers[chosen].KillAsync()) Interlocked.Increment(ref landed);
                absorbed += workers[chosen].Said.Absorbed;
                workers[chosen].Dispose();
                workers[chosen] = new WorkerProcess(arguments);
                if (kills % 10 == 0) say($"{kills} kills, {landed} of them in the middle of work, after {watch.Elapsed.TotalSeconds:0} s");
            }

            Volatile.Write(ref isOver, true);
            var delivered = await feeding;
            say($"all {delivered} events delivered after {watch.Elapsed.TotalSeconds:0} s");
            await Audit.SettleAsync(services, expected.Count, options.Limit - watch.Elapsed, () => LookAfterAsync(workers));
            absorbed += workers.Sum(w => w.Said.Absorbed);
            return await Audit.CompleteAsync(new Ledger { Options = options, Kills = kills, KillsLanded = landed, EventsDelivered = delivered, MessagesAbsorbed = absorbed, Elapsed = watch.Elapsed }, services, expected);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private static async Task LookAfterAsync(WorkerProcess[] workers)
    {
        if (Array.Find(workers, w => w.HasExited) is not { } ended) return;
        await ended.EndAsync();
        throw new InvalidOperationException("A worker was killed that nobody killed.");
    }
}
