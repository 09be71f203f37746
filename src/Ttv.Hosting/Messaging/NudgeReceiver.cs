using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ttv.Hosting.Storage;

namespace Ttv.Hosting.Messaging;

/// <summary>
/// Takes a message, makes it take effect once through the <see cref="INudgeSender"/>, and records the fact of it. A message that
/// took effect before is absorbed. Call it from a consumer of a user's own bus.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class NudgeReceiver
{
    private readonly IInbox _inbox;
    private readonly IClock _clock;
    private readonly HostingMetrics _metrics;

    /// <summary>Creates a receiver.</summary>
    /// <param name="inbox">Remembers what took effect.</param>
    /// <param name="clock">Says when.</param>
    /// <param name="metrics">Counts.</param>
    public NudgeReceiver(IInbox inbox, IClock clock, HostingMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(metrics);
        _inbox = inbox;
        _clock = clock;
        _metrics = metrics;
    }

    /// <summary>Makes a message take effect, unless it did before. Returns once that is safe.</summary>
    /// <exception cref="TtvStoreException">The store failed; receiving the message again is safe.</exception>
    /// <exception cref="Exception">What the sender threw; nothing of the message took effect in the store.</exception>
    public async ValueTask<InboxOutcome> ReceiveAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var activity = TtvTelemetry.Source.StartActivity("ttv.nudge.receive", ActivityKind.Consumer, message.TraceParent);
        var outcome = await _inbox.ProcessAsync(message.Decision.Key, SendAsync, cancellationToken).ConfigureAwait(false);
        _metrics.Received(outcome);
        return outcome;

        async ValueTask SendAsync(IInboxTransaction transaction, CancellationToken token)
        {
            var sender = transaction.Services.GetRequiredService<INudgeSender>();
            var delivery = await sender.SendAsync(message, token).ConfigureAwait(false);
            if (delivery.IsSent) transaction.Record(message.Decision.ToFact(_clock.GetCurrentInstant(), delivery.AsksReply));
        }
    }
}
