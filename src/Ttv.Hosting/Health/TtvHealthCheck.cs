using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.Health;

/// <summary>
/// Says how Ttv fares: unhealthy while the store does not answer, or evaluation or the relay fails; degraded while one of them lags,
/// another job fails, or something was set aside and waits for a human; healthy otherwise. The numbers stand in the result's data.
/// </summary>
internal sealed class TtvHealthCheck(
    IAccountStore accounts, IOutbox outbox, IClock clock, LoopHealth loops, IOptions<TtvHostingOptions> options, HostingMetrics metrics) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        DueStatus due;
        OutboxStatus waiting;
        try
        {
            due = await accounts.GetDueStatusAsync(clock.GetCurrentInstant(), cancellationToken).ConfigureAwait(false);
            waiting = await outbox.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TtvStoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }

        metrics.Seen(due, waiting);
        var data = new Dictionary<string, object>
        {
            ["due_lag_seconds"] = due.Lag.TotalSeconds,
            ["accounts_set_aside"] = due.SetAside,
            ["outbox_waiting"] = waiting.Waiting,
            ["outbox_age_seconds"] = waiting.Age.TotalSeconds,
            ["dead_letters"] = waiting.DeadLetters,
        };
        var failing = loops.Failing().ToLookup(f => f.Loop is EvaluationLoop.Name or RelayLoop.Name, f => string.Create(CultureInfo.InvariantCulture, $"{f.Loop} failed {f.Failures} times in a row: {f.Fault}"));
        if (failing[true].Any()) return HealthCheckResult.Unhealthy(string.Join("; ", failing[true].Concat(failing[false])), data: data);

        var limit = Duration.FromTimeSpan(options.Value.DegradedAfter);
        var concerns = failing[false].ToList();
        if (due.Lag > limit) concerns.Add(string.Create(CultureInfo.InvariantCulture, $"evaluation lags by {due.Lag.TotalSeconds:0} s"));
        if (waiting.Age > limit) concerns.Add(string.Create(CultureInfo.InvariantCulture, $"{waiting.Waiting} nudges are not published, the oldest for {waiting.Age.TotalSeconds:0} s"));
        if (due.SetAside > 0) concerns.Add(string.Create(CultureInfo.InvariantCulture, $"{due.SetAside} accounts are set aside"));
        if (waiting.DeadLetters > 0) concerns.Add(string.Create(CultureInfo.InvariantCulture, $"{waiting.DeadLetters} nudges are set aside"));
        return concerns.Count > 0 ? HealthCheckResult.Degraded(string.Join("; ", concerns), data: data) : HealthCheckResult.Healthy("evaluation and publishing keep up", data);
    }
}
