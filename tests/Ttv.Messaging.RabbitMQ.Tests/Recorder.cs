using System.Collections.Concurrent;
using Ttv.Hosting.Messaging;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>What arrived.</summary>
public sealed class Recorder
{
    public ConcurrentQueue<NudgeMessage> Messages { get; } = [];

    /// <summary>What the sender does with a message; throws where it fails.</summary>
    public Action<NudgeMessage> Send { get; set; } = _ => { };

    /// <summary>The same, where it takes time.</summary>
    public Func<NudgeMessage, CancellationToken, Task> SendAsync { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<IReadOnlyList<NudgeMessage>> WaitAsync(int atLeast, int seconds = 30)
    {
        using var waiting = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (Messages.Count < atLeast)
        {
            if (waiting.IsCancellationRequested) Assert.Fail($"{Messages.Count} of {atLeast} messages arrived within {seconds} s.");
            await Task.Delay(10);
        }

        return [.. Messages];
    }
}

public sealed class RecordingSender(Recorder recorder) : INudgeSender
{
    public async ValueTask<NudgeDelivery> SendAsync(NudgeMessage message, CancellationToken cancellationToken = default)
    {
        recorder.Send(message);
        await recorder.SendAsync(message, cancellationToken);
        recorder.Messages.Enqueue(message);
        return NudgeDelivery.Sent;
    }
}
