using System.Collections.Concurrent;
using Ttv.Hosting.Messaging;
using Ttv.Testing.Conformance;

namespace Ttv.Testing;

/// <summary>A publisher of a user's own, as small as one can be, passes; one that forgets does not.</summary>
public class LoopbackPublisherTests : PublisherConformance
{
    private readonly Loopback _loopback = new();

    protected override INudgePublisher Publisher => _loopback;

    protected override Task<IReadOnlyList<NudgeMessage>> ReceivedAsync(int atLeast) => Task.FromResult<IReadOnlyList<NudgeMessage>>([.. _loopback.Arrived]);

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Suite_PublisherThatForgets_IsNotPassed()
    {
        _loopback.Forgets = true;
        await Assert.ThrowsAnyAsync<Exception>(Publish_Message_ArrivesValueForValue);
        await Assert.ThrowsAnyAsync<Exception>(Publish_ManyAtOnce_AllArrive);
        await Assert.ThrowsAnyAsync<Exception>(Publish_Cancelled_Throws);
    }

    private sealed class Loopback : INudgePublisher
    {
        public ConcurrentQueue<NudgeMessage> Arrived { get; } = [];

        public bool Forgets { get; set; }

        public ValueTask PublishAsync(NudgeMessage message, CancellationToken cancellationToken = default)
        {
            if (Forgets) return default;
            cancellationToken.ThrowIfCancellationRequested();
            Arrived.Enqueue(message);
            return default;
        }
    }
}
