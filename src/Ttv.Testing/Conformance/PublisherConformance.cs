using NodaTime;
using Ttv.Hosting.Messaging;
using Ttv.Nudges;
using Xunit;

namespace Ttv.Testing.Conformance;

/// <summary>What every <see cref="INudgePublisher"/> has to do: what it took arrives, value for value, at least once.</summary>
public abstract class PublisherConformance : IAsyncLifetime
{
    /// <summary>The publisher that the test is about.</summary>
    protected abstract INudgePublisher Publisher { get; }

    /// <summary>The messages that arrived at the other end since the test began; waits until there are so many, or fails after a time.</summary>
    protected abstract Task<IReadOnlyList<NudgeMessage>> ReceivedAsync(int atLeast);

    /// <inheritdoc/>
    public abstract Task InitializeAsync();

    /// <inheritdoc/>
    public abstract Task DisposeAsync();

    /// <summary>A message arrives value for value.</summary>
    [Fact]
    public async Task Publish_Message_ArrivesValueForValue()
    {
        var message = new NudgeMessage(DecisionOf("a key", "<b>\"One step\"</b> from your first report — 😀\nnext line"), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await Publisher.PublishAsync(message);
        var received = Assert.Single(await ReceivedAsync(1));
        Assert.Equal(message.Decision, received.Decision);
        Assert.Equal(message.TraceParent?[3..35], received.TraceParent?[3..35]);
    }

    /// <summary>Several published at once all arrive.</summary>
    [Fact]
    public async Task Publish_ManyAtOnce_AllArrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await Publisher.PublishAsync(new NudgeMessage(DecisionOf($"key-{i:000}", "copy"))))));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"key-{i:000}"), (await ReceivedAsync(200)).Select(m => m.Decision.Key).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A cancelled call does not hang.</summary>
    [Fact]
    public async Task Publish_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Publisher.PublishAsync(new NudgeMessage(DecisionOf("key", "copy")), new CancellationToken(canceled: true)));

    private static NudgeDecision DecisionOf(string key, string copy) => new()
    {
        Account = AccountId.Create("account / ünï"),
        Key = key,
        Rule = "late_milestone",
        Outcome = NudgeOutcome.Send,
        Channel = NudgeChannel.Message,
        Reasons = ["milestone_overdue", "deadline_passed"],
        Episode = 2,
        Attempt = 1,
        Copy = copy,
        NextAction = new Uri("https://example.com/next?a=1&b=2"),
        AsOf = Instant.FromUtc(2026, 3, 2, 9, 0).PlusTicks(10),
        NextCheckAt = Instant.FromUtc(2026, 3, 3, 9, 0),
    };
}
