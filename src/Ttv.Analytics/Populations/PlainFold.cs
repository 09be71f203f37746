using Ttv.Events;

namespace Ttv.Analytics.Populations;

/// <summary>
/// The short way to a row: of an account whose distinct events are all plain, every column is an earliest, a latest or a
/// number, so that nothing has to be sorted or made. Refuses every account of which that cannot be said.
/// </summary>
/// <remarks>One a thread; its state is that of the account at hand.</remarks>
internal sealed partial class PlainFold
{
    private readonly FoldPlan _plan;
    private readonly EventMeanings _meanings;
    private readonly bool _namesSessions;
    private readonly PathWatch? _watch;
    private readonly EventEffects _refused;
    private readonly long[] _firstAt;
    private readonly long[] _completedAt = new long[64];
    private readonly List<long> _times = [];
    private Earliest _signUp;
    private int _signUpFacts;
    private Latest _segment, _fit, _experience, _flow, _band;
    private long _lastActivity;
    private EventEffects _seen;

    /// <param name="plan">The fold.</param>
    /// <param name="watch">Sees every account whose row is written; null: nobody does.</param>
    public PlainFold(FoldPlan plan, PathWatch? watch)
    {
        _watch = watch;
        _refused = watch is null ? EventEffects.Intricate : EventEffects.Intricate | EventEffects.Escalation;
        _plan = plan;
        _meanings = plan.Batch.Meanings;
        _namesSessions = plan.Batch.Definitions.Vocabulary.NamesSessions;
        _firstAt = new long[_meanings.SlotCount];
    }

    /// <summary>Folds the distinct events of an account, in any order, into an unknown row; false where the journey fold has to.</summary>
    public bool TryFold(ReadOnlySpan<FoldEvent> events, ref AccountRow row)
    {
        Clear();
        if (!TryTake(events) || !TryFindSignUp(events, out var signedUpAt, out var profile)) return false;
        var segment = _segment.IsNone
            ? _plan.Find(profile.Segment, signedUpAt == Population.Never ? _plan.ObservedUntilMicros : signedUpAt)
            : _plan.Find(_meanings.All[_segment.Code].Segment, _segment.At);
        if (segment is { IsPlain: false }) return false;

        row.Flags = AccountFlags.Known;
        row.SignedUpAt = signedUpAt;
        row.Profile = profile.Profile;
        row.ChurnedAt = _firstAt[_meanings.ChurnSlot] is < long.MaxValue and var churn ? churn : Population.Never;
        row.LastActivityAt = _lastActivity == 0 ? Population.Never : _lastActivity;
        if (row.SignedUpAt == Population.Never) row.Findings |= AccountFindings.NoSignUp;
        if (segment is null) row.Findings |= AccountFindings.NoSegment;
        else (row.Segment, row.Path) = (segment.Index, segment.Path);
        if (segment is not null && signedUpAt != Population.Never) FollowPath(segment, events, ref row);
        row.Conclude();
        TellFacts(ref row);
        return (signedUpAt == Population.Never || TryLookBack(segment, events, ref row))
            && (_watch is null || _watch.TryTake(_plan, segment, events, _completedAt, row));
    }

    private void Clear()
    {
        _firstAt.AsSpan().Fill(long.MaxValue);
        (_signUp, _signUpFacts) = (Earliest.None, 0);
        (_segment, _fit, _experience, _flow, _band) = (Latest.None, Latest.None, Latest.None, Latest.None, Latest.None);
        (_lastActivity, _seen) = (0, EventEffects.None);
    }

    private bool TryTake(ReadOnlySpan<FoldEvent> events)
    {
        var (firstAt, asOf, lastActivity, seen) = (_firstAt, _plan.AsOfMicros, 0L, EventEffects.None);
        var meanings = _meanings.All;
        foreach (ref readonly var e in events)
        {
            var at = e.OccurredAt;
            if (at > asOf) continue;
            ref readonly var meaning = ref meanings[e.Code];
            firstAt[meaning.Slot] = Times.Earlier(firstAt[meaning.Slot], at);
            if (meaning.MoreCount > 0) TakeMore(meaning, at);
            // Possible times are above zero: an event that is no activity counts as zero, without asking whether it is one.
            lastActivity = Times.Later(lastActivity, at & -(long)(meaning.Effects & EventEffects.Activity));
            seen |= meaning.Effects;
            if ((meaning.Effects & EventEffects.Singular) != 0) TakeSingular(meaning.Effects, at, e.Code);
        }

        (_lastActivity, _seen) = (lastActivity, seen);
        var isTied = _segment.IsTied | _fit.IsTied | _experience.IsTied | _flow.IsTied | _band.IsTied;
        return !isTied && (seen & _refused) == 0;
    }

    private void TakeMore(in EventMeaning meaning, long at)
    {
        foreach (var slot in _meanings.MoreSlots.Slice(meaning.FirstMore, meaning.MoreCount)) _firstAt[slot] = Math.Min(_firstAt[slot], at);
    }

    private void TakeSingular(EventEffects effects, long at, int code)
    {
        if ((effects & EventEffects.SignUp) != 0)
        {
            _signUp.Take(at, code);
            _signUpFacts++;
        }

        if ((effects & EventEffects.SegmentAssigned) != 0) _segment.Take(at, code);
        if ((effects & EventEffects.Fit) != 0) _fit.Take(at, code);
        if ((effects & EventEffects.Experience) != 0) _experience.Take(at, code);
        if ((effects & EventEffects.Flow) != 0) _flow.Take(at, code);
        if ((effects & EventEffects.Band) != 0) _band.Take(at, code);
    }

    /// <summary>The one signed-up fact, else the earliest product event that tells; false where several have to be read in order.</summary>
    private bool TryFindSignUp(ReadOnlySpan<FoldEvent> events, out long signedUpAt, out (int Profile, int Segment) profile)
    {
        (signedUpAt, profile) = (Population.Never, (0, _meanings.SegmentOfEmptyProfile));
        var first = _signUpFacts > 0 ? _signUp : EarliestTeller(events);
        if (_signUpFacts > 1 || first.IsTied) return false;
        if (first.IsNone) return true;
        ref readonly var meaning = ref _meanings.All[first.Code];
        (signedUpAt, profile) = (first.At, (meaning.Profile, meaning.Segment));
        return true;
    }

    private Earliest EarliestTeller(ReadOnlySpan<FoldEvent> events)
    {
        var first = Earliest.None;
        if ((_seen & EventEffects.TellsSignUp) == 0) return first;
        foreach (ref readonly var e in events)
        {
            if (e.OccurredAt <= _plan.AsOfMicros && (_meanings.All[e.Code].Effects & EventEffects.TellsSignUp) != 0) first.Take(e.OccurredAt, e.Code);
        }

        return first;
    }

    private void TellFacts(ref AccountRow row)
    {
        const EventEffects trail = EventEffects.Owner | EventEffects.Proof | EventEffects.Approver;
        if ((_seen & trail) != 0) row.Flags |= AccountFlags.HasTrail;
        if ((_seen & trail) == trail) row.Flags |= AccountFlags.Accountable;
        if ((_seen & EventEffects.Unsubscribe) != 0) row.Flags |= AccountFlags.Unsubscribed;
        if ((_seen & EventEffects.Churn) != 0) row.Flags |= AccountFlags.Churned;
        if ((_seen & EventEffects.Assist) != 0) row.Flags |= AccountFlags.Assisted;
        if (row.FirstValueAt != Population.Never && _firstAt[_meanings.AssistSlot] < row.FirstValueAt) row.Flags |= AccountFlags.AssistedBeforeFirstValue;
        if (!_experience.IsNone) row.Experience = _meanings.All[_experience.Code].Experience;
        if (!_flow.IsNone) row.ChosenFlow = _meanings.All[_flow.Code].Flow;
        if (!_band.IsNone) row.RecordedBand = _meanings.All[_band.Code].Band;
        if (!_fit.IsNone && _plan.Batch.Fold.Interpreter[_fit.Code].Fact is FitAssessed fit) (row.PotentialValue, row.Expansion) = (fit.PotentialValue, fit.Expansion);
    }
}
