using System.Runtime.InteropServices;
using NodaTime;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>Counts how accounts take one step of a path, and keeps how long each waited: 8 bytes an account.</summary>
internal sealed class StepTally
{
    private readonly List<long> _waits = [];
    private bool _isSorted;

    public long Accounts { get; private set; }

    public long Reached { get; private set; }

    public long HadPrevious { get; private set; }

    public long ReachedAfterPrevious { get; private set; }

    public long Waiting { get; private set; }

    public long Skipped { get; private set; }

    public long Reordered { get; private set; }

    public void Add(in AccountWay way, int step)
    {
        Accounts++;
        var completed = way.Steps[step].CompletedAt;
        var from = way.SignedUpAt;
        var isReordered = false;
        foreach (ref readonly var earlier in way.Steps[..step])
        {
            if (!earlier.IsComplete) continue;
            if (earlier.CompletedAt > completed) isReordered = true;
            else from = Math.Max(from, earlier.CompletedAt);
        }

        var hadPrevious = step == 0 || way.Steps[step - 1].IsComplete;
        if (hadPrevious) HadPrevious++;
        if (completed != AccountWay.Never)
        {
            Reached++;
            if (hadPrevious) ReachedAfterPrevious++;
            if (isReordered) Reordered++;
            _waits.Add(SortedWaits.KeyOf(completed - from, isCensored: false));
        }
        else if (IsPassed(way.Steps[(step + 1)..]))
        {
            Skipped++;
        }
        else if (hadPrevious)
        {
            var end = Math.Min(way.ChurnedAt, way.ObservedUntil);
            if (!way.IsChurned) Waiting++;
            if (end >= from) _waits.Add(SortedWaits.KeyOf(end - from, isCensored: true));
        }
    }

    public void Merge(StepTally other)
    {
        Accounts += other.Accounts;
        Reached += other.Reached;
        HadPrevious += other.HadPrevious;
        ReachedAfterPrevious += other.ReachedAfterPrevious;
        Waiting += other.Waiting;
        Skipped += other.Skipped;
        Reordered += other.Reordered;
        _waits.AddRange(other._waits);
    }

    /// <summary>Sorts the waits by another way than the runtime's: <see cref="SortedWaits"/>, 0 or more.</summary>
    public void SortWaits(Action<Span<long>> sort)
    {
        sort(CollectionsMarshal.AsSpan(_waits));
        _isSorted = true;
    }

    public Duration? MedianWait()
    {
        if (!_isSorted) _waits.Sort();
        return SortedWaits.Median(CollectionsMarshal.AsSpan(_waits)) is { } ticks ? CohortEstimates.FromTicks(ticks) : null;
    }

    private static bool IsPassed(ReadOnlySpan<StepTime> later)
    {
        foreach (ref readonly var step in later)
        {
            if (step.IsComplete) return true;
        }

        return false;
    }
}
