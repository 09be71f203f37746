using System.Runtime.ExceptionServices;

namespace Ttv.Ingestion.Blocks;

/// <summary>
/// Reads blocks on several threads and merges them in the order of the log: whoever has read the next one merges it, while
/// the others go on reading. How many there are changes nothing but the time.
/// </summary>
internal sealed class BlockPipeline(BlockReader reader, Action<BlockWorker> merge)
{
    private readonly Lock _reading = new();
    private readonly object _merging = new();
    private long _turn;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Reads to the end. Throws what the stream, the sink or a progress receiver threw.</summary>
    public void Run(IReadOnlyList<BlockWorker> workers)
    {
        if (workers.Count == 1)
        {
            while (reader.Read(workers[0].Block))
            {
                workers[0].Read();
                merge(workers[0]);
            }

            return;
        }

        var others = workers.Skip(1).Select(w => Task.Factory.StartNew(() => Work(w), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Work(workers[0]);
        Task.WaitAll(others);
        _fault?.Throw();
    }

    private void Work(BlockWorker worker)
    {
        try
        {
            while (_fault is null && TryTake(worker))
            {
                worker.Read();
                if (!WaitForTurn(worker.Block.Sequence)) return;
                merge(worker);
                EndTurn();
            }
        }
        catch (Exception e)
        {
            // Rethrown by Run, once every thread has stopped.
            lock (_merging)
            {
                _fault ??= ExceptionDispatchInfo.Capture(e);
                Monitor.PulseAll(_merging);
            }
        }
    }

    private bool TryTake(BlockWorker worker)
    {
        lock (_reading) return reader.Read(worker.Block);
    }

    private bool WaitForTurn(long sequence)
    {
        // The turn mostly comes within microseconds; a thread that sleeps would wake too late for the next one.
        var spin = default(SpinWait);
        while (Volatile.Read(ref _turn) != sequence && spin.Count < 50) spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref _turn) == sequence) return true;
        lock (_merging)
        {
            while (_turn != sequence && _fault is null) Monitor.Wait(_merging);
            return _fault is null;
        }
    }

    private void EndTurn()
    {
        lock (_merging)
        {
            Volatile.Write(ref _turn, _turn + 1);
            Monitor.PulseAll(_merging);
        }
    }
}
