namespace Ttv.Analytics;

/// <summary>Runs the same work once a worker; alone on the caller's thread.</summary>
internal static class Workers
{
    /// <summary>More of them would each hold memory and find no processor.</summary>
    public const int Most = 128;

    /// <summary>How many workers a degree of parallelism is, which may be any number from 1.</summary>
    public static int Of(int degreeOfParallelism) => Math.Min(degreeOfParallelism, Most);

    /// <param name="count">The workers, 1 or more.</param>
    /// <param name="work">Takes the worker's number. What the first of them throws is thrown on, as it is.</param>
    public static void Run(int count, Action<int> work) => RowRanges.Run(count, block: 1, count, (first, workers) =>
    {
        for (var worker = first; worker < first + workers; worker++) work(worker);
    });
}
