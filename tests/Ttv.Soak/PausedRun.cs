using System.Diagnostics;

namespace Ttv.Soak;

/// <summary>A worker is stopped between two transactions, as a machine that hangs is; another does its work once its lease has run out; then it goes on.</summary>
internal static class PausedRun
{
    public static async Task<Ledger> RunAsync(SoakOptions options, IServiceProvider services, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var expected = Setup.ExpectedKeys(options.Nudges);
        var delivered = await Feeder.FeedAsync(options, services, _ => true);
        using var hangs = new WorkerProcess([.. arguments, $"--pause-at={options.PauseAt}", "--by-hand=True"]);
        await UntilAsync(() => hangs.Said.IsHeld);
        await hangs.StopAsync();

        using var other = new WorkerProcess(arguments);
        await Audit.SettleAsync(services, expected.Count, options.Limit - watch.Elapsed, async () =>
        {
            if (other.HasExited) await other.EndAsync();
        });
        // All is done, what the stopped one had claimed too; now it comes back and believes that it holds it still.
        await hangs.GoOnAsync();
        await UntilAsync(() => hangs.Said.WentOn);
        return await Audit.CompleteAsync(
            new Ledger { Options = options, Fenced = hangs.Said.Fenced, EventsDelivered = delivered, MessagesAbsorbed = hangs.Said.Absorbed + other.Said.Absorbed, Elapsed = watch.Elapsed }, services, expected);

        async Task UntilAsync(Func<bool> holds)
        {
            while (!holds())
            {
                if (hangs.HasExited) await hangs.EndAsync();
                if (watch.Elapsed > options.Limit) throw new TimeoutException($"The worker did not come to {options.PauseAt}, or not past it, in {options.Limit}.");
                await Task.Delay(20);
            }
        }
    }
}
