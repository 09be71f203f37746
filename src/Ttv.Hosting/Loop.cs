using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ttv.Hosting.Health;

namespace Ttv.Hosting;

/// <summary>Runs a pass again and again: at once while there is something to do, after a pause when there is not, after a growing pause when it failed.</summary>
internal abstract partial class Loop(string name, TimeSpan pause, TtvHostingOptions options, LoopHealth health, ILogger logger) : BackgroundService
{
    /// <summary>Runs one pass; returns whether there may be more to do at once.</summary>
    protected abstract Task<bool> RunOnceAsync(CancellationToken stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the host's starting thread, or a store that answers synchronously would hold the start up.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan rest;
            try
            {
                rest = await RunOnceAsync(stoppingToken).ConfigureAwait(false) ? TimeSpan.Zero : pause;
                health.Succeeded(name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A loop outlives whatever befalls it: a store that is down comes back. It is logged, counted by the health check,
                // and tried again after a pause.
                var failures = health.Failed(name, e.GetType().Name);
                // A store's and a publisher's exceptions say no more than what failed; of any other, the type alone is known to be free of content.
                LogFailed(logger, name, failures, e is TtvStoreException or TtvPublishException ? e.Message : e.GetType().Name, e.InnerException?.GetType().Name);
                rest = options.BackoffOf(failures).ToTimeSpan();
            }

            try
            {
                if (rest > TimeSpan.Zero) await Task.Delay(rest, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The {Loop} loop failed {Failures} times in a row: {Fault} ({Cause}). It goes on after a pause.")]
    private static partial void LogFailed(ILogger logger, string loop, int failures, string fault, string? cause);
}
