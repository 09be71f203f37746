using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.Messaging;

/// <summary>Claims messages from the outbox, publishes them and deletes what was published. One that is killed in between publishes again, which the inbox absorbs.</summary>
/// <remarks>Any number of instances run at once. Thread-safe.</remarks>
public sealed partial class OutboxRelay
{
    private readonly IOutbox _outbox;
    private readonly INudgePublisher _publisher;
    private readonly TtvHostingOptions _options;
    private readonly HostingMetrics _metrics;
    private readonly ILogger<OutboxRelay> _logger;

    /// <summary>Creates a relay.</summary>
    /// <param name="outbox">Where messages wait.</param>
    /// <param name="publisher">Where they go.</param>
    /// <param name="options">Batch, lease and attempts; read once.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="logger">Says what failed.</param>
    public OutboxRelay(IOutbox outbox, INudgePublisher publisher, IOptions<TtvHostingOptions> options, HostingMetrics metrics, ILogger<OutboxRelay> logger)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(publisher);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(logger);
        (_outbox, _publisher, _options, _metrics, _logger) = (outbox, publisher, options.Value, metrics, logger);
    }

    private enum Fate
    {
        Published,
        Retried,
        SetAside,
    }

    /// <summary>Publishes one batch.</summary>
    /// <exception cref="TtvStoreException">The store failed.</exception>
    public async Task<RelayRun> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        var owner = _options.InstanceId;
        var claimed = await _outbox.ClaimAsync(owner, Duration.FromTimeSpan(_options.Lease), _options.RelayBatch, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0) return default;
        using var gate = new SemaphoreSlim(_options.RelayConcurrency);
        var fates = await Task.WhenAll(claimed.Select(m => PublishAsync(owner, m, gate, cancellationToken))).ConfigureAwait(false);
        var published = claimed.Where((_, i) => fates[i] == Fate.Published).Select(m => m.Message.Decision.Key).ToArray();
        if (published.Length > 0) await _outbox.CompleteAsync(owner, published, cancellationToken).ConfigureAwait(false);
        return new RelayRun(claimed.Count, published.Length, fates.Count(f => f == Fate.Retried), fates.Count(f => f == Fate.SetAside));
    }

    private async Task<Fate> PublishAsync(string owner, OutboxMessage claimed, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var message = claimed.Message;
        using var activity = TtvTelemetry.Source.StartActivity("ttv.nudge.publish", ActivityKind.Producer, message.TraceParent);
        try
        {
            await _publisher.PublishAsync(activity?.Id is { } id ? message with { TraceParent = id } : message, cancellationToken).ConfigureAwait(false);
            _metrics.Published();
            return Fate.Published;
        }
        catch (TtvDeliveryException e)
        {
            var attempts = claimed.Attempts + 1;
            activity?.SetStatus(ActivityStatusCode.Error);
            if (attempts >= _options.MaxAttempts)
            {
                await _outbox.SetAsideAsync(owner, message.Decision.Key, e.Message, cancellationToken).ConfigureAwait(false);
                _metrics.DeadLettered();
                LogSetAside(attempts, e.InnerException?.GetType().Name ?? e.GetType().Name);
                return Fate.SetAside;
            }

            await _outbox.RetryAsync(owner, message.Decision.Key, _options.BackoffOf(attempts), e.Message, cancellationToken).ConfigureAwait(false);
            return Fate.Retried;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a user's bus throws: the way is at fault, the message rests a moment and is tried again until it works.
            activity?.SetStatus(ActivityStatusCode.Error);
            _metrics.PublishFailed();
            LogPublishFailed(e.GetType().Name);
            await _outbox.RetryAsync(owner, message.Decision.Key, _options.BackoffOf(1), fault: null, cancellationToken).ConfigureAwait(false);
            return Fate.Retried;
        }
        finally
        {
            gate.Release();
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "A nudge was set aside after {Attempts} attempts: {Fault}. Its dead letter says more.")]
    private partial void LogSetAside(int attempts, string fault);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "A nudge could not be published: {Fault}. It is tried again.")]
    private partial void LogPublishFailed(string fault);
}
