using System.Runtime.ExceptionServices;

namespace Ttv.Analytics;

/// <summary>Splits rows among threads. Each gets one run of whole blocks, so that what a row is computed from never depends on their number.</summary>
internal static class RowRanges
{
    /// <param name="count">The number of rows.</param>
    /// <param name="block">The rows of a block, of which every range but the last is a multiple.</param>
    /// <param name="degreeOfParallelism">The most threads to use, 1 or more, the calling one included.</param>
    /// <param name="body">Takes a range's first row and its number of rows. What it throws first, by row, is thrown on.</param>
    public static void Run(int count, int block, int degreeOfParallelism, Action<int, int> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var blocks = (count + block - 1L) / block;
        var workers = (int)Math.Min(degreeOfParallelism, Math.Max(blocks, 1));
        if (workers == 1)
        {
            body(0, count);
            return;
        }

        var faults = new Exception?[workers];
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            var start = (int)(blocks * worker / workers * block);
            var end = (int)Math.Min(count, blocks * (worker + 1) / workers * block);
            try
            {
                if (start < end) body(start, end - start);
            }
            // Not swallowed: thrown on below, once every thread is done.
            catch (Exception fault)
            {
                faults[worker] = fault;
            }
        });
        if (Array.Find(faults, f => f is not null) is { } first) ExceptionDispatchInfo.Throw(first);
    }
}
