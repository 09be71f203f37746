using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Ttv.Events;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Retention;
using Ttv.Hosting.Reviews;
using Ttv.Hosting.Support;
using Ttv.Nudges;

namespace Ttv.Hosting;

/// <summary>Nothing of an account, and nothing that an event said, gets into a log, a tag or a health report.</summary>
public class PrivacyTests
{
    private const string Canary = "secret";

    [Fact]
    public async Task Everything_FailuresIncluded_NamesNoAccountAndNoContent()
    {
        var told = new ConcurrentQueue<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TtvTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note($"{instrument.Name} {Tags(tags)}"));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note($"{instrument.Name} {Tags(tags)}"));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = s => s.Name == TtvTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => Note($"{a.OperationName} {a.StatusDescription} {string.Join(' ', a.TagObjects.Select(t => $"{t.Key}={t.Value}"))}"),
        };
        ActivitySource.AddActivityListener(activities);

        await using var host = new TestHost(t => t.AddNudgeRule<Failing>().AddHostedEvaluation(), o => o.MaxAttempts = 2);
        var account = AccountId.Create("secret-other");
        await host.TellAsync(new SignedUp(EventProperties.Of(("segment", "founder"), ("secret_name", "secret value"))), account);
        await host.TellAsync(new ProductEvent("secret_event", EventProperties.Of(("secret", "secret"))), account);
        await host.SignUpAsync(AccountId.Create("secret-poison"));
        host.Sender.Send = m => throw new InvalidOperationException($"secret mailbox of {m.Decision.Account}");
        for (var hour = 0; hour < 24 * 9; hour += 6)
        {
            host.Clock.Set(TestHost.T0 + Duration.FromHours(hour));
            if (hour > 24) host.Sender.Send = _ => NudgeDelivery.Sent;
            await host.SettleAsync();
            await Task.Delay(2);
            await host.SettleAsync();
        }

        await host.Get<ReviewJob>().RunOnceAsync();
        await host.Get<FleetWatch>().RunOnceAsync();
        await host.Get<RetentionJob>().RunOnceAsync();
        meters.RecordObservableInstruments();
        var report = await host.Get<HealthCheckService>().CheckHealthAsync();
        foreach (var (name, entry) in report.Entries) Note($"{name} {entry.Status} {entry.Description} {entry.Exception} {string.Join(' ', entry.Data.Select(d => $"{d.Key}={d.Value}"))}");
        foreach (var line in host.Logs.Lines) Note(line.Text);

        // What is to be looked at was there: failures of both kinds, successes, and the health that tells of them.
        foreach (var part in (string[])["ttv.account.failed", "ttv.nudge.dead_lettered", "ttv.nudge.decided rule=late_milestone", "ttv.nudge.received outcome=handled", "ttv.evaluate", "ttv.nudge.publish", "An account's evaluation failed", "A nudge was set aside", "accounts are set aside", "The review of week"])
            Assert.True(told.Any(t => t.Contains(part, StringComparison.Ordinal)), $"nothing told of '{part}'");
        Assert.DoesNotContain(told, t => t.Contains(Canary, StringComparison.OrdinalIgnoreCase));

        void Note(string text) => told.Enqueue(text);
        static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
    }

    private sealed class Failing : INudgeRule
    {
        public string Key => "failing";

        public NudgeChannel Channel => NudgeChannel.Message;

        public NudgeTrigger Evaluate(NudgeContext context) =>
            context.Journey.Account.Value == "secret-poison" ? throw new InvalidOperationException($"secret about {context.Journey.Account}") : NudgeTrigger.None();
    }
}
