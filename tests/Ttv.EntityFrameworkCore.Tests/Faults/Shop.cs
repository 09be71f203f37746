using NodaTime;
using Ttv.Events;
using Ttv.Hosting;
using Ttv.Hosting.Evaluation;
using Ttv.Hosting.Messaging;
using Ttv.Hosting.Storage;

namespace Ttv.EntityFrameworkCore.Faults;

/// <summary>What the tests of faults share: accounts that are to be nudged, options in haste, and a sender that leaves a row.</summary>
internal static class Shop
{
    public static Instant SignedUpAt { get; } = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>When every account is late, and due for one nudge.</summary>
    public static Instant Late { get; } = SignedUpAt + Duration.FromHours(10);

    public static AccountId Account(int number) => AccountId.Create($"account-{number:000}");

    public static TtvEvent[] SignUps(int accounts) =>
        [.. Enumerable.Range(0, accounts).Select(i => TtvEvent.Create(Account(i), SignedUpAt, new SignedUp(EventProperties.Of(("segment", "founder"))), EventId.Create("signed-up"), SignedUpAt))];

    public static void Quick(TtvHostingOptions options)
    {
        options.Lease = TimeSpan.FromSeconds(1);
        options.PollInterval = TimeSpan.FromMilliseconds(20);
        options.RetryAfter = TimeSpan.FromMilliseconds(20);
        options.LongestRetry = TimeSpan.FromMilliseconds(500);
        options.MaxAttempts = 100;
        options.Reviews = false;
        options.FleetCheckEvery = null;
    }

    /// <summary>Evaluates and publishes until nothing is left to do at once.</summary>
    public static async Task SettleAsync(EvaluationWorker worker, OutboxRelay relay)
    {
        while ((await worker.RunOnceAsync()).Claimed + (await relay.RunOnceAsync()).Claimed > 0)
        {
        }
    }

    /// <summary>Waits with patience, which is no measure: it ends as soon as what is waited for holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !await holds(); await Task.Delay(50)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(300), $"{what}: not within five minutes");
    }

    internal sealed class MailSender(ShopContext context) : INudgeSender
    {
        public ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            context.Mails.Add(new SentMail { Key = message.Decision.Key });
            return new(NudgeDelivery.Sent);
        }
    }
}
