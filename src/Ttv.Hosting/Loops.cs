using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Health;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Retention;
using Ttv.Hosting.Reviews;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting;

/// <summary>Evaluates due accounts.</summary>
internal sealed class EvaluationLoop(EvaluationWorker worker, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<EvaluationLoop> logger)
    : Loop(Name, options.Value.PollInterval, options.Value, health, logger)
{
    public const string Name = "evaluation";

    protected override async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        // Each worker is an owner of its own: what one of them claimed is not another's to commit.
        var runs = await Task.WhenAll(Enumerable.Range(0, options.Value.Workers)
            .Select(i => Task.Run(() => worker.RunOnceAsync($"{options.Value.InstanceId}#{i}", stopping), stopping))).ConfigureAwait(false);
        return runs.Any(r => r.Claimed > 0);
    }
}

/// <summary>Publishes what was decided.</summary>
internal sealed class RelayLoop(OutboxRelay relay, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<RelayLoop> logger)
    : Loop(Name, options.Value.PollInterval, options.Value, health, logger)
{
    public const string Name = "relay";

    protected override async Task<bool> RunOnceAsync(CancellationToken stopping) =>
        await relay.RunOnceAsync(stopping).ConfigureAwait(false) is { Claimed: > 0 } run && run.Published + run.SetAside > 0;
}

/// <summary>Makes the weekly review.</summary>
internal sealed class ReviewLoop(ReviewJob job, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<ReviewLoop> logger)
    : Loop("review", options.Value.JobInterval, options.Value, health, logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        if (options.Value.Reviews) await job.RunOnceAsync(stopping).ConfigureAwait(false);
        return false;
    }
}

/// <summary>Watches the fleet for an outage of the instrumentation.</summary>
internal sealed class FleetLoop(FleetWatch watch, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<FleetLoop> logger)
    : Loop("fleet", options.Value.JobInterval, options.Value, health, logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        await watch.RunOnceAsync(stopping).ConfigureAwait(false);
        return false;
    }
}

/// <summary>Measures how far evaluation and publishing lag, whether or not anybody asks for the instance's health.</summary>
internal sealed class StatusLoop(IAccountStore accounts, IOutbox outbox, IClock clock, HostingMetrics metrics, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<StatusLoop> logger)
    : Loop("status", options.Value.JobInterval, options.Value, health, logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        metrics.Seen(await accounts.GetDueStatusAsync(clock.GetCurrentInstant(), stopping).ConfigureAwait(false), await outbox.GetStatusAsync(stopping).ConfigureAwait(false));
        return false;
    }
}

/// <summary>Deletes what is no longer needed.</summary>
internal sealed class RetentionLoop(RetentionJob job, IOptions<TtvHostingOptions> options, LoopHealth health, ILogger<RetentionLoop> logger)
    : Loop("retention", TimeSpan.FromHours(1), options.Value, health, logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        await job.RunOnceAsync(stopping).ConfigureAwait(false);
        return false;
    }
}
