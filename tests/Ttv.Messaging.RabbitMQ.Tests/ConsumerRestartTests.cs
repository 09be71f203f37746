namespace Ttv.Messaging.RabbitMQ;

public class ConsumerRestartTests
{
    [Fact]
    public async Task Consume_RestartsThenOneFailureOfTheSender_IsNotDeadLettered()
    {
        var name = $"restarts.{Environment.ProcessId}";
        for (var i = 0; i < 4; i++)
        {
            var begun = new TaskCompletionSource();
            await using var stopped = await Setup.StartAsync(configure: Named, sender: r => r.SendAsync = (_, c) =>
            {
                begun.TrySetResult();
                return Task.Delay(Timeout.Infinite, c);
            });
            if (i == 0) await stopped.PublishUntilItWorksAsync("key");
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        var calls = 0;
        await using var setup = await Setup.StartAsync(configure: Named, sender: r => r.Send = _ =>
        {
            if (Interlocked.Increment(ref calls) == 1) throw new HttpRequestException("503");
        });
        await setup.Received.WaitAsync(1);
        Assert.Equal(0, await setup.DeadLetters.CountAsync());

        void Named(RabbitMqOptions o) => (o.Exchange, o.Queue, o.DeadLetterQueue, o.MaxDeliveries) = (name, name, name + ".dead", 2);
    }

    [Fact]
    public async Task Stop_WithMessagesInHand_FinishesThemAndLeavesTheOthersToTheNext()
    {
        var name = $"stop.{Environment.ProcessId}";
        int running = 0, begun = 0;
        var first = await Setup.StartAsync(configure: Named, sender: r => r.SendAsync = async (_, _) =>
        {
            Interlocked.Increment(ref running);
            Interlocked.Increment(ref begun);
            await Task.Delay(500, CancellationToken.None);
            Interlocked.Decrement(ref running);
        });
        for (var i = 0; i < 40; i++) await first.PublishUntilItWorksAsync($"key-{i}");
        for (var i = 0; i < 1000 && Volatile.Read(ref begun) == 0; i++) await Task.Delay(10);
        var received = first.Received;
        await first.DisposeAsync();
        Assert.Equal(0, running);
        var finished = received.Messages.Select(m => m.Decision.Key).ToArray();
        Assert.InRange(finished.Length, 1, 39);

        await using var second = await Setup.StartAsync(configure: Named);
        var left = (await second.Received.WaitAsync(40 - finished.Length)).Select(m => m.Decision.Key).ToArray();
        await Task.Delay(200);
        Assert.Equal(40 - finished.Length, second.Received.Messages.Count);
        Assert.Equal(40, finished.Concat(left).Distinct().Count());

        void Named(RabbitMqOptions o) => (o.Exchange, o.Queue, o.DeadLetterQueue, o.Prefetch) = (name, name, name + ".dead", 4);
    }
}
