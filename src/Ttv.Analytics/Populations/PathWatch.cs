using System.Numerics;
using System.Runtime.InteropServices;
using Ttv.Cohorts;
using Ttv.Journeys;

namespace Ttv.Analytics.Populations;

/// <summary>Sees every account as it is folded, and counts its way for a review. One a worker.</summary>
internal sealed class PathWatch(PathCodes codes, EventWeeks weeks)
{
    private readonly ReviewTally _tally = new(codes.Terms, weeks);
    private readonly StepTime[] _steps = new StepTime[64];
    private readonly List<Mark> _marks = [];
    private readonly List<PathEvent> _events = [];
    private readonly List<ObstacleEvent> _obstacles = [];

    /// <summary>What was counted.</summary>
    public ReviewTally Tally => _tally;

    /// <summary>Takes an account that was folded as a journey.</summary>
    public void Take(Journey journey) => _tally.Add(journey);

    /// <summary>Takes an account folded by the short way; false where the order of two different step events of one instant matters, which is not known there.</summary>
    /// <param name="plan">The fold.</param>
    /// <param name="segment">The account's segment, or null.</param>
    /// <param name="events">Its distinct events, in any order.</param>
    /// <param name="completedAt">When each step was completed, or <see cref="AccountWay.Never"/>; read where the account is timed.</param>
    /// <param name="row">Its row.</param>
    public bool TryTake(FoldPlan plan, SegmentPlan? segment, ReadOnlySpan<FoldEvent> events, ReadOnlySpan<long> completedAt, in AccountRow row)
    {
        if (!TryFindEvents(segment, events, plan.AsOfMicros)) return false;
        _tally.Add(new AccountWay
        {
            Plan = segment is null ? null : codes.Plans[segment.Index],
            IsTimed = row.IsTimed,
            IsChurned = (row.Flags & AccountFlags.Churned) != 0,
            SignedUpAt = OrNever(row.SignedUpAt),
            FirstValueAt = OrNever(row.FirstValueAt),
            ChurnedAt = OrNever(row.ChurnedAt),
            ObservedUntil = plan.ObservedUntilMicros,
            Steps = row.IsTimed ? StepsOf(plan, segment!, completedAt, row) : default,
            Events = CollectionsMarshal.AsSpan(_events),
            Obstacles = CollectionsMarshal.AsSpan(_obstacles),
        });
        if (row.Findings != AccountFindings.None) Note(row.Findings);
        return true;
    }

    private bool TryFindEvents(SegmentPlan? segment, ReadOnlySpan<FoldEvent> events, long asOf)
    {
        var steps = segment is null ? default : codes.StepsOf(segment.Index);
        _marks.Clear();
        foreach (ref readonly var e in events)
        {
            if (e.OccurredAt <= asOf && ((!steps.IsEmpty && steps[e.Code] != 0) || codes.ObstaclesOf(e.Code).Length > 0)) _marks.Add(new Mark(e.OccurredAt, e.Code));
        }

        _marks.Sort();
        _events.Clear();
        _obstacles.Clear();
        var lastStep = new Mark(long.MinValue, 0);
        foreach (ref readonly var mark in CollectionsMarshal.AsSpan(_marks))
        {
            var (week, values) = (weeks.NumberOf(mark.At), codes.ValuesOf(mark.Code));
            foreach (var obstacle in codes.ObstaclesOf(mark.Code)) _obstacles.Add(new ObstacleEvent(mark.At, obstacle, week, values));
            var completes = steps.IsEmpty ? 0 : steps[mark.Code];
            if (completes == 0) continue;
            if (mark.At == lastStep.At && mark.Code != lastStep.Code) return false;
            lastStep = mark;
            for (; completes != 0; completes &= completes - 1) _events.Add(new PathEvent(mark.At, BitOperations.TrailingZeroCount(completes), week, values));
        }

        return true;
    }

    private ReadOnlySpan<StepTime> StepsOf(FoldPlan plan, SegmentPlan segment, ReadOnlySpan<long> completedAt, in AccountRow row)
    {
        var clock = row.ChurnedAt == Population.Never ? default : new StopOfClock(row.ChurnedAt, plan.ObservedUntilMicros);
        var last = segment.Steps.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            var due = i == last ? row.TargetAt : Math.Min(clock.Advance(row.SignedUpAt, segment.Steps[i].DueOffset), row.TargetAt);
            _steps[i] = new StepTime(completedAt[i], due <= plan.ObservedUntilMicros, completedAt[i] <= due);
        }

        return _steps.AsSpan(0, last + 1);
    }

    /// <summary>The findings that the short way can come to.</summary>
    private void Note(AccountFindings findings)
    {
        if ((findings & AccountFindings.NoSignUp) != 0) _tally.Note(JourneyFindings.NoSignUp, 1, 1);
        if ((findings & AccountFindings.NoSegment) != 0) _tally.Note(JourneyFindings.NoSegment, 1, 1);
        if ((findings & AccountFindings.FirstValueBeforeSignUp) != 0) _tally.Note(JourneyFindings.FirstValueBeforeSignUp, 1, 1);
    }

    private static long OrNever(long at) => at == Population.Never ? AccountWay.Never : at;

    /// <summary>An event that the way needs.</summary>
    private readonly record struct Mark(long At, int Code) : IComparable<Mark>
    {
        public int CompareTo(Mark other)
        {
            var order = At.CompareTo(other.At);
            return order != 0 ? order : Code.CompareTo(other.Code);
        }
    }
}
