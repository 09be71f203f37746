using System.Numerics;
using System.Runtime.Intrinsics;
using NodaTime;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>One bulk review on its way: partition the accounts, then finish group by group.</summary>
internal sealed class ReviewPass
{
    private readonly OutcomeColumns _columns;
    private readonly IReadOnlyList<WorkerSpace> _spaces;
    private readonly int _workers;
    private readonly long _warningAge;

    public ReviewPass(OutcomeColumns columns, BulkReviewRequest request, ReviewWorkspace workspace, long warningAge)
    {
        (_columns, _warningAge) = (columns, warningAge);
        ObservedUntil = Instants.Quantise(request.ObservedUntil);
        ObservedUntilMicroseconds = Instants.ToMicroseconds(ObservedUntil);
        Index = new GroupIndex(columns, request.Groups, ObservedUntilMicroseconds);
        _workers = Math.Max(1, Math.Min(request.DegreeOfParallelism, columns.Count));
        _spaces = workspace.Take(_workers);
    }

    /// <summary>Makes a group's answer of its counts and keys.</summary>
    public delegate TResult Finish<TKey, TResult>(int group, Vector512<int> counts, Span<TKey> keys, WorkerSpace space);

    public Instant ObservedUntil { get; }

    public long ObservedUntilMicroseconds { get; }

    public GroupIndex Index { get; }

    public long Unit => _columns.Unit;

    /// <summary>Whether the longest time there can be, from the first sign-up to the end of observation, fits a narrow key.</summary>
    public bool HasNarrowKeys => Math.Max(0, ObservedUntilMicroseconds - _columns.FirstSignUp) / Unit < uint.MaxValue >> OutcomeKey.StatusBits;

    public Instrumentation Seen { get; private set; } = new(false, false, false);

    public long SignedUpLater { get; private set; }

    public long ValueBeforeSignUp { get; private set; }

    public ValueList<TResult> Run<TKey, TResult>(bool achievedOnly, Finish<TKey, TResult> finish)
        where TKey : unmanaged, IBinaryInteger<TKey>
        where TResult : class
    {
        var parts = new OutcomePartition<TKey>[_workers];
        Workers.Run(_workers, worker =>
        {
            var (from, to) = (CutAt(worker), CutAt(worker + 1));
            parts[worker] = new OutcomePartition<TKey>(_spaces[worker], Index.Count, to - from, achievedOnly);
            parts[worker].Run(_columns, Index, ObservedUntilMicroseconds, _warningAge, from, to);
        });
        TakeIn(parts);
        var results = new TResult?[Index.Count];
        var next = -1;
        Workers.Run(_workers, worker =>
        {
            for (var group = Interlocked.Increment(ref next); group < results.Length; group = Interlocked.Increment(ref next))
                results[group] = FinishGroup(parts, group, _spaces[worker], finish);
        });
        return results.OfType<TResult>().ToValueList();
    }

    private static TResult? FinishGroup<TKey, TResult>(OutcomePartition<TKey>[] parts, int group, WorkerSpace space, Finish<TKey, TResult> finish)
        where TKey : unmanaged, IBinaryInteger<TKey>
        where TResult : class
    {
        var counts = Vector512<int>.Zero;
        var length = 0;
        foreach (var part in parts)
        {
            counts += part.CountsOf(group);
            length += part.KeysOf(group);
        }

        if (CountLanes.Accounts(counts) == 0) return null;
        var keys = OutcomePartition<TKey>.KeysIn(space.Group, length);
        var copied = 0;
        foreach (var part in parts) copied += part.CopyTo(group, keys[copied..]);
        return finish(group, counts, keys, space);
    }

    private void TakeIn<TKey>(OutcomePartition<TKey>[] parts) where TKey : unmanaged
    {
        var known = OutcomeFlags.None;
        foreach (var part in parts)
        {
            known |= part.Known;
            SignedUpLater += part.SignedUpLater;
            ValueBeforeSignUp += part.ValueBeforeSignUp;
        }

        Seen = new Instrumentation(
            (known & OutcomeFlags.ActivityKnown) != 0,
            (known & (OutcomeFlags.AssistKnown | OutcomeFlags.AssistBeforeValueKnown)) != 0,
            (known & OutcomeFlags.AccountabilityKnown) != 0);
    }

    private int CutAt(int worker) => (int)((long)_columns.Count * worker / _workers);
}
