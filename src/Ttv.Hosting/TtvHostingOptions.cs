using System.Globalization;
using System.Security.Cryptography;
using NodaTime;

namespace Ttv.Hosting;

/// <summary>How Ttv runs in a host. Bind it with <c>services.Configure&lt;TtvHostingOptions&gt;(section)</c>; a host checks it when it starts and lists every fault.</summary>
public sealed class TtvHostingOptions
{
    /// <summary>Who this instance is, 1 to 100 characters, unique among those running; the machine's name, the process and a random part by default.</summary>
    public string InstanceId { get; set; } =
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName[..Math.Min(60, Environment.MachineName.Length)]}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    /// <summary>How many evaluation workers run in this instance; 1 by default, 0 (none: it only publishes and receives) to 64.</summary>
    public int Workers { get; set; } = 1;

    /// <summary>How many accounts a worker claims at once; 256 by default, 1 to 10,000.</summary>
    public int Batch { get; set; } = 256;

    /// <summary>How long a claim holds, by the store's own clock; 1 minute by default, 1 second to 1 hour. A batch has to be done by then, or another instance does it again.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a pass that found nothing to do; 1 second by default, 10 milliseconds to 1 hour.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often an open account is looked at with nothing happening, so that its score stays fresh; 6 hours by default, 1 minute to 30 days.</summary>
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The attempts at evaluating an account or delivering a message before it is set aside; 5 by default, 1 to 100.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The pause after a first failure, doubled for each further one; 1 second by default, 1 millisecond to 1 hour.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause after failures; 5 minutes by default, at least <see cref="RetryAfter"/>, at most 1 day.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many messages the relay claims at once; 100 by default, 1 to 10,000.</summary>
    public int RelayBatch { get; set; } = 100;

    /// <summary>How many of them it publishes at the same time; 16 by default, 1 to 1,000.</summary>
    public int RelayConcurrency { get; set; } = 16;

    /// <summary>Whether this instance makes the weekly review; true by default. One of all instances does each week's.</summary>
    public bool Reviews { get; set; } = true;

    /// <summary>How often this instance asks whether a review or a look over the fleet is due, and measures the lag; 1 minute by default, 10 milliseconds to 1 day.</summary>
    public TimeSpan JobInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after a week's end its review is made, so that late events and slow clocks do not change it; 2 hours by default, 0 to 7 days.</summary>
    public TimeSpan ReviewDelay { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How often the fleet's sessions are looked over for an outage of the instrumentation; 1 hour by default, 1 minute to 1 day; null: never.</summary>
    public TimeSpan? FleetCheckEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the marks of handled messages are kept; 30 days by default, 2 to 36,500 days. It has to exceed the longest time after which a broker may deliver again.</summary>
    public TimeSpan KeepHandled { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the decisions of accounts that are done are kept; 400 days by default, 30 to 36,500 days.</summary>
    public TimeSpan KeepDecisions { get; set; } = TimeSpan.FromDays(400);

    /// <summary>From which lag of evaluation or age of the outbox the health check says degraded; 5 minutes by default, above zero.</summary>
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromMinutes(5);

    internal Duration BackoffOf(int failures) =>
        Duration.FromTicks(Math.Min(LongestRetry.Ticks, RetryAfter.Ticks * Math.Pow(2, Math.Min(failures - 1, 40))));

    internal List<string> Faults()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(InstanceId) || InstanceId.Length > 100) faults.Add($"{nameof(InstanceId)} has {InstanceId?.Length ?? 0} characters: 1 to 100 are allowed.");
        Whole(nameof(Workers), Workers, 0, 64);
        Whole(nameof(Batch), Batch, 1, 10_000);
        Whole(nameof(MaxAttempts), MaxAttempts, 1, 100);
        Whole(nameof(RelayBatch), RelayBatch, 1, 10_000);
        Whole(nameof(RelayConcurrency), RelayConcurrency, 1, 1_000);
        Span(nameof(Lease), Lease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Span(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Span(nameof(RefreshEvery), RefreshEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        Span(nameof(RetryAfter), RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Span(nameof(LongestRetry), LongestRetry, RetryAfter, TimeSpan.FromDays(1));
        Span(nameof(JobInterval), JobInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        Span(nameof(ReviewDelay), ReviewDelay, TimeSpan.Zero, TimeSpan.FromDays(7));
        if (FleetCheckEvery is { } every) Span(nameof(FleetCheckEvery), every, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        Span(nameof(KeepHandled), KeepHandled, TimeSpan.FromDays(2), TimeSpan.FromDays(36_500));
        Span(nameof(KeepDecisions), KeepDecisions, TimeSpan.FromDays(30), TimeSpan.FromDays(36_500));
        Span(nameof(DegradedAfter), DegradedAfter, TimeSpan.FromTicks(1), TimeSpan.MaxValue);
        return faults;

        void Whole(string name, int value, int from, int to)
        {
            if (value < from || value > to) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: {from} to {to} is allowed."));
        }

        void Span(string name, TimeSpan value, TimeSpan from, TimeSpan to)
        {
            if (value < from || value > to) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: {from} to {to} is allowed."));
        }
    }
}
