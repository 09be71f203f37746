using System.Runtime.Intrinsics;

namespace Ttv.Analytics.Reviews;

/// <summary>One worker's share of a <see cref="ReviewWorkspace"/>.</summary>
internal sealed class WorkerSpace : IDisposable
{
    /// <summary>The keys of the worker's accounts, in runs that each belong to one group.</summary>
    public ReviewBuffer<ulong> Keys { get; } = new();

    /// <summary>The run after a run of the same group.</summary>
    public ReviewBuffer<int> NextRun { get; } = new();

    /// <summary>Where each group's next key goes.</summary>
    public ReviewBuffer<int> Tails { get; } = new();

    /// <summary>What is counted of each group, by <see cref="CountLanes"/>.</summary>
    public ReviewBuffer<Vector512<int>> Counts { get; } = new();

    /// <summary>The groups of one block of accounts.</summary>
    public ReviewBuffer<int> Block { get; } = new();

    /// <summary>The keys of one block of accounts, by <see cref="OutcomeKey"/>.</summary>
    public long[] BlockKeys { get; } = new long[OutcomePartition<uint>.BlockRows];

    /// <summary>The codes of one block of accounts, by <see cref="CountLanes"/>.</summary>
    public long[] BlockCodes { get; } = new long[OutcomePartition<uint>.BlockRows];

    public ReviewBuffer<ulong> Group { get; } = new();

    public ReviewBuffer<ulong> Spare { get; } = new();

    public ReviewBuffer<int> Histogram { get; } = new();

    public LimitSearch Limits { get; } = new();

    public void Dispose()
    {
        Keys.Dispose();
        NextRun.Dispose();
        Tails.Dispose();
        Counts.Dispose();
        Block.Dispose();
        Group.Dispose();
        Spare.Dispose();
        Histogram.Dispose();
    }
}
