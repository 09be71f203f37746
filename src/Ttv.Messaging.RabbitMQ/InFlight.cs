namespace Ttv.Messaging.RabbitMQ;

/// <summary>Counts the messages in hand, so that a host that stops can wait for them. Thread-safe.</summary>
internal sealed class InFlight
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1;

    /// <summary>Runs work and counts it meanwhile.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        Interlocked.Increment(ref _count);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Waits until nothing is in hand; to be called once.</summary>
    public Task DrainAsync()
    {
        Leave();
        return _idle.Task;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0) _idle.TrySetResult();
    }
}
