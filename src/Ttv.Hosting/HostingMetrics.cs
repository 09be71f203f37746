using System.Diagnostics.Metrics;
using Ttv.Hosting.Storage;
using Ttv.Nudges;

namespace Ttv.Hosting;

/// <summary>The instruments of <see cref="TtvTelemetry.MeterName"/>.</summary>
/// <remarks>One a container. Thread-safe.</remarks>
public sealed class HostingMetrics : IDisposable
{
    private readonly Meter _meter = new(TtvTelemetry.MeterName);
    private readonly Counter<long> _evaluated;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _decided;
    private readonly Counter<long> _published;
    private readonly Counter<long> _publishFailed;
    private readonly Counter<long> _received;
    private readonly Counter<long> _deadLettered;
    private double _dueLag;
    private double _outboxAge;

    /// <summary>Creates the instruments.</summary>
    public HostingMetrics()
    {
        _evaluated = _meter.CreateCounter<long>("ttv.account.evaluated", "{account}", "Accounts evaluated and committed.");
        _failed = _meter.CreateCounter<long>("ttv.account.failed", "{account}", "Evaluations that threw.");
        _fenced = _meter.CreateCounter<long>("ttv.lease.fenced", "{account}", "Commits left out: somebody else held the account since.");
        _decided = _meter.CreateCounter<long>("ttv.nudge.decided", "{nudge}", "Decisions that are to take effect, or are withheld from the holdout, by rule and outcome.");
        _published = _meter.CreateCounter<long>("ttv.nudge.published", "{nudge}", "Messages published.");
        _publishFailed = _meter.CreateCounter<long>("ttv.nudge.publish_failed", "{nudge}", "Messages that the way did not take.");
        _received = _meter.CreateCounter<long>("ttv.nudge.received", "{nudge}", "Messages received, by whether they took effect or were absorbed.");
        _deadLettered = _meter.CreateCounter<long>("ttv.nudge.dead_lettered", "{nudge}", "Messages set aside after all attempts.");
        _meter.CreateObservableGauge("ttv.due.lag", () => Volatile.Read(ref _dueLag), "s", "How long the longest due account has waited, as last seen.");
        _meter.CreateObservableGauge("ttv.outbox.age", () => Volatile.Read(ref _outboxAge), "s", "How long the oldest message has waited, as last seen.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Committed(int accounts, int fenced)
    {
        _evaluated.Add(accounts);
        if (fenced > 0) _fenced.Add(fenced);
    }

    internal void Failed() => _failed.Add(1);

    internal void Decided(NudgeDecision decision) => _decided.Add(1, new("rule", decision.Rule), new("outcome", WireName.Of(decision.Outcome)));

    internal void Published() => _published.Add(1);

    internal void PublishFailed() => _publishFailed.Add(1);

    internal void Received(InboxOutcome outcome) => _received.Add(1, new KeyValuePair<string, object?>("outcome", WireName.Of(outcome)));

    internal void DeadLettered() => _deadLettered.Add(1);

    internal void Seen(DueStatus due, OutboxStatus outbox)
    {
        Volatile.Write(ref _dueLag, due.Lag.TotalSeconds);
        Volatile.Write(ref _outboxAge, outbox.Age.TotalSeconds);
    }
}
