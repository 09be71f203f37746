using System.Runtime.InteropServices;

namespace Ttv.Analytics.Populations;

/// <content>The account's way along its path, and what it did in the weeks and windows that columns ask for.</content>
internal sealed partial class PlainFold
{
    private const long SessionGap = 30 * 60 * 1_000_000L;
    private const long Week = 7 * 86_400 * 1_000_000L;

    private void FollowPath(SegmentPlan segment, ReadOnlySpan<FoldEvent> events, ref AccountRow row)
    {
        var clock = row.ChurnedAt == Population.Never ? default : new StopOfClock(row.ChurnedAt, _plan.ObservedUntilMicros);
        row.TargetAt = clock.Advance(row.SignedUpAt, segment.Deadline);
        var (progress, inOrderFrom, isBroken) = (row.SignedUpAt, row.SignedUpAt, false);
        var steps = segment.Steps;
        var last = steps.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            ref readonly var step = ref steps[i];
            var met = OccurrenceOf(step.CompletedBy, events);
            var (completed, isComplete) = (met, met != long.MaxValue);
            if (isComplete && i == last) row.FirstValueAt = completed;
            if (isComplete && i < last)
            {
                completed = Math.Max(completed, row.SignedUpAt);
                if (segment.IsOrdered)
                {
                    isComplete = !isBroken;
                    completed = Math.Max(completed, inOrderFrom);
                    if (isComplete && !step.IsOptional) inOrderFrom = completed;
                }
            }

            _completedAt[i] = isComplete ? completed : long.MaxValue;
            isBroken |= !isComplete && !step.IsOptional;
            if (!isComplete) continue;
            row.StepsDone |= 1UL << i;
            if (met >= row.SignedUpAt) row.Flags |= AccountFlags.CompletedStep;
            progress = Math.Max(progress, completed);
        }

        if (row.FirstValueAt != Population.Never && row.FirstValueAt < row.SignedUpAt)
        {
            row.Findings |= AccountFindings.FirstValueBeforeSignUp;
            return;
        }

        row.Flags |= AccountFlags.Timed;
        row.LastProgressAt = progress;
        if (row.FirstValueAt == Population.Never) FindCurrentStep(segment, clock, events, ref row);
    }

    /// <summary>The earliest-due required step that is not complete and due after the last progress, else first value.</summary>
    private void FindCurrentStep(SegmentPlan segment, StopOfClock clock, ReadOnlySpan<FoldEvent> events, ref AccountRow row)
    {
        var steps = segment.Steps;
        var last = steps.Length - 1;
        var (current, currentDue) = (last, row.TargetAt);
        for (var i = last - 1; i >= 0; i--)
        {
            ref readonly var step = ref steps[i];
            if (step.IsOptional || (row.StepsDone & (1UL << i)) != 0) continue;
            var due = Math.Min(clock.Advance(row.SignedUpAt, step.DueOffset), row.TargetAt);
            // From the last step back, so that of steps due together the first one stands.
            if (due > row.LastProgressAt && due <= currentDue) (current, currentDue) = (i, due);
        }

        (row.CurrentStep, row.CurrentDueAt) = ((sbyte)current, currentDue);
        row.SinceProgress = Math.Max(0, clock.Elapsed(row.LastProgressAt, _plan.AsOfMicros));
        row.Allowance = Math.Max(1, clock.Elapsed(row.LastProgressAt, currentDue));
        if (_plan.AsOfMicros >= row.TargetAt) row.Flags |= AccountFlags.PastTarget;
        FindHalfWay(steps[current], clock, events, ref row);
    }

    /// <summary>When half of the current step's nudge allowance is gone, and when it is since the step was started.</summary>
    private void FindHalfWay(in StepPlan step, StopOfClock clock, ReadOnlySpan<FoldEvent> events, ref AccountRow row)
    {
        row.HalfWayIn = SecondsUntil.Of(clock.Advance(row.SignedUpAt, step.HalfWayOffset), _plan.AsOfMicros);
        var started = step.StartedBy is { } pattern ? OccurrenceOf(pattern, events) : long.MaxValue;
        if (started == long.MaxValue) return;
        row.StalledIn = SecondsUntil.Of(clock.Advance(Math.Max(started, row.SignedUpAt), step.HalfAllowance), _plan.AsOfMicros);
    }

    /// <summary>When a pattern's nth match occurred; the largest number where it did not.</summary>
    private long OccurrenceOf(StepMatch match, ReadOnlySpan<FoldEvent> events)
    {
        if (match.Occurrence == 1) return _firstAt[match.Pattern];
        _times.Clear();
        foreach (ref readonly var e in events)
        {
            if (e.OccurredAt <= _plan.AsOfMicros && HasSlot(_meanings.All[e.Code], match.Pattern)) _times.Add(e.OccurredAt);
        }

        if (_times.Count < match.Occurrence) return long.MaxValue;
        _times.Sort();
        return _times[match.Occurrence - 1];
    }

    private bool HasSlot(in EventMeaning meaning, int slot) =>
        meaning.Slot == slot || _meanings.MoreSlots.Slice(meaning.FirstMore, meaning.MoreCount).Contains(slot);

    /// <summary>Activity in week 2 and sessions in the last two windows; false where another event tells of the profile at the instant of the sign-up.</summary>
    private bool TryLookBack(SegmentPlan? segment, ReadOnlySpan<FoldEvent> events, ref AccountRow row)
    {
        var countsSessions = row.IsTimed && row.SignedUpAt <= segment!.PreviousWindowFrom;
        var sessionEffect = _namesSessions ? EventEffects.Session : EventEffects.Activity;
        var sessionsFrom = !countsSessions ? long.MaxValue : _namesSessions ? segment!.PreviousWindowFrom : segment!.PreviousWindowFrom - SessionGap;
        var (week2From, asOf, inWeek2) = (row.SignedUpAt + Week, _plan.AsOfMicros, EventEffects.None);
        var meanings = _meanings.All;
        _times.Clear();
        foreach (ref readonly var e in events)
        {
            var at = e.OccurredAt;
            if (at > asOf) continue;
            var effects = meanings[e.Code].Effects;
            inWeek2 |= (EventEffects)((int)effects & Times.Within(at - week2From, Week));
            if (at > sessionsFrom && (effects & sessionEffect) != 0) _times.Add(at);
            if ((effects & EventEffects.BringsProfile) != 0 && at == row.SignedUpAt && _signUpFacts > 0) return false;
        }

        if ((inWeek2 & EventEffects.Activity) != 0) row.Flags |= AccountFlags.ActiveInWeek2;
        if (countsSessions) CountSessions(segment!, ref row);
        return true;
    }

    private void CountSessions(SegmentPlan segment, ref AccountRow row)
    {
        if (!_namesSessions) KeepStartsOfRuns();
        (row.SessionsInLastWindow, row.SessionsInPreviousWindow) = (0, 0);
        foreach (var at in CollectionsMarshal.AsSpan(_times))
        {
            if (at > segment.LastWindowFrom) row.SessionsInLastWindow++;
            else if (at > segment.PreviousWindowFrom) row.SessionsInPreviousWindow++;
        }
    }

    /// <summary>Leaves the times before which nothing happened for 30 minutes.</summary>
    private void KeepStartsOfRuns()
    {
        _times.Sort();
        var (kept, last) = (0, long.MinValue);
        for (var i = 0; i < _times.Count; i++)
        {
            var at = _times[i];
            if (kept == 0 || at - last >= SessionGap) _times[kept++] = at;
            last = at;
        }

        _times.RemoveRange(kept, _times.Count - kept);
    }
}
