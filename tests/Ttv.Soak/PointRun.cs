using System.Diagnostics;

namespace Ttv.Soak;

/// <summary>One worker after the other kills itself at a named point, in the middle of its share of the work; others end it.</summary>
internal static class PointRun
{
    public static async Task<Ledger> RunAsync(SoakOptions options, IServiceProvider services, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var expected = Setup.ExpectedKeys(options.Nudges);
        var (kills, landed, absorbed, delivered) = (0, 0, 0L, 0L);
        var stages = options.KillAt.Count;
        for (var stage = 0; stage < stages; stage++)
        {
            using var worker = new WorkerProcess([.. arguments, $"--kill-at={options.KillAt[stage]}"]);
            delivered += await Feeder.FeedAsync(options, services, stage * options.Nudges / stages, (stage + 1) * options.Nudges / stages, _ => true);
            while (!worker.HasExited && watch.Elapsed < options.Limit) await Task.Delay(20);
            if (!worker.HasExited) break;
            // It counts as a kill at the point only where the worker said that it was there, and kill -9 is what ended it.
            await worker.EndAsync();
            if (!worker.Said.CameToItsPoint) throw new InvalidOperationException($"A worker was killed that had not come to {options.KillAt[stage]}.");
            kills++;
            if (worker.Said.IsAtWork) landed++;
            absorbed += worker.Said.Absorbed;
        }

        var workers = Enumerable.Range(0, options.Workers).Select(_ => new WorkerProcess(arguments)).ToArray();
        try
        {
            await Audit.SettleAsync(services, expected.Count, options.Limit - watch.Elapsed, async () =>
            {
                if (Array.Find(workers, w => w.HasExited) is { } ended) await ended.EndAsync();
            });
            absorbed += workers.Sum(w => w.Said.Absorbed);
            return await Audit.CompleteAsync(new Ledger { Options = options, Kills = kills, KillsLanded = landed, EventsDelivered = delivered, MessagesAbsorbed = absorbed, Elapsed = watch.Elapsed }, services, expected);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }
}
