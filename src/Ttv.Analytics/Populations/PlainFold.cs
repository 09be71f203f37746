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
    private readonly long[] _firstMatch;
    private readonly List<long> _times = [];
    private Earliest _signUp, _told;
    private int _signUps;
    private Latest _segment, _fit, _experience, _flow, _band;
    private long _firstChurn, _firstAssist, _lastActivity;
    private EventEffects _seen;

    public PlainFold(FoldPlan plan)
    {
        _plan = plan;
        _meanings = plan.Batch.Meanings;
        _namesSessions = plan.Batch.Definitions.Vocabulary.NamesSessions;
        _firstMatch = new long[plan.Batch.Fold.Interpreter.PatternCount];
    }

    /// <summary>Folds the distinct events of an account, in any order; false where the journey fold has to.</summary>
    public bool TryFold(ReadOnlySpan<long> times, ReadOnlySpan<int> codes, ref AccountRow row)
    {
        Clear();
        if (!TryTake(times, codes) || !TryFindSignUp(out var signedUpAt, out var profile)) return false;
        if (!_segment.IsNone && _segment.IsTied) return false;
        var segment = _segment.IsNone
            ? _plan.Find(profile.Segment, signedUpAt == Population.Never ? _plan.ObservedUntilMicros : signedUpAt)
            : _plan.Find(_meanings.All[_segment.Code].Segment, _segment.At);
        if (segment is { IsPlain: false }) return false;

        row = AccountRow.Unknown;
        row.Flags = AccountFlags.Known;
        row.SignedUpAt = signedUpAt;
        row.Profile = profile.Profile;
        row.ChurnedAt = _firstChurn == long.MaxValue ? Population.Never : _firstChurn;
        row.LastActivityAt = _lastActivity;
        if (row.SignedUpAt == Population.Never) row.Findings |= AccountFindings.NoSignUp;
        if (segment is null) row.Findings |= AccountFindings.NoSegment;
        else (row.Segment, row.Path) = (segment.Index, segment.Path);
        if (segment is not null && signedUpAt != Population.Never) FollowPath(segment, times, codes, ref row);
        row.Conclude();
        TellFacts(ref row);
        return signedUpAt == Population.Never || TryLookBack(segment, times, codes, ref row);
    }

    private void Clear()
    {
        _firstMatch.AsSpan().Fill(long.MaxValue);
        (_signUp, _told, _signUps) = (Earliest.None, Earliest.None, 0);
        (_segment, _fit, _experience, _flow, _band) = (Latest.None, Latest.None, Latest.None, Latest.None, Latest.None);
        (_firstChurn, _firstAssist, _lastActivity) = (long.MaxValue, long.MaxValue, Population.Never);
        _seen = EventEffects.None;
    }

    private bool TryTake(ReadOnlySpan<long> times, ReadOnlySpan<int> codes)
    {
        var meanings = _meanings.All;
        var matches = _meanings.Matches;
        for (var i = 0; i < times.Length; i++)
        {
            var at = times[i];
            if (at > _plan.AsOfMicros) continue;
            ref readonly var meaning = ref meanings[codes[i]];
            foreach (var pattern in matches.Slice(meaning.FirstMatch, meaning.MatchCount))
            {
                if (at < _firstMatch[pattern]) _firstMatch[pattern] = at;
            }

            _seen |= meaning.Effects;
            if ((meaning.Effects & EventEffects.Activity) != 0) _lastActivity = Math.Max(_lastActivity, at);
            if ((meaning.Effects & EventEffects.Rare) != 0) TakeRare(meaning.Effects, at, codes[i]);
        }

        return (_seen & EventEffects.Intricate) == 0;
    }

    private void TakeRare(EventEffects effects, long at, int code)
    {
        if ((effects & EventEffects.TellsSignUp) != 0) _told.Take(at, code);
        if ((effects & EventEffects.SignUp) != 0)
        {
            _signUp.Take(at, code);
            _signUps++;
        }

        if ((effects & EventEffects.Churn) != 0) _firstChurn = Math.Min(_firstChurn, at);
        if ((effects & EventEffects.Assist) != 0) _firstAssist = Math.Min(_firstAssist, at);
        if ((effects & EventEffects.SegmentAssigned) != 0) _segment.Take(at, code);
        if ((effects & EventEffects.Fit) != 0) _fit.Take(at, code);
        if ((effects & EventEffects.Experience) != 0) _experience.Take(at, code);
        if ((effects & EventEffects.Flow) != 0) _flow.Take(at, code);
        if ((effects & EventEffects.Band) != 0) _band.Take(at, code);
    }

    /// <summary>The one signed-up fact, else the earliest product event that tells; false where several have to be read in order.</summary>
    private bool TryFindSignUp(out long signedUpAt, out (int Profile, int Segment) profile)
    {
        (signedUpAt, profile) = (Population.Never, (0, _meanings.SegmentOfEmptyProfile));
        var first = _signUps == 0 ? _told : _signUp;
        if (_signUps > 1 || first.IsTied || (_fit.IsTied | _experience.IsTied | _flow.IsTied | _band.IsTied)) return false;
        if (first.IsNone) return true;
        ref readonly var meaning = ref _meanings.All[first.Code];
        (signedUpAt, profile) = (first.At, (meaning.Profile, meaning.Segment));
        return true;
    }

    private void TellFacts(ref AccountRow row)
    {
        const EventEffects trail = EventEffects.Owner | EventEffects.Proof | EventEffects.Approver;
        if ((_seen & trail) != 0) row.Flags |= AccountFlags.HasTrail;
        if ((_seen & trail) == trail) row.Flags |= AccountFlags.Accountable;
        if ((_seen & EventEffects.Unsubscribe) != 0) row.Flags |= AccountFlags.Unsubscribed;
        if ((_seen & EventEffects.Churn) != 0) row.Flags |= AccountFlags.Churned;
        if ((_seen & EventEffects.Assist) != 0) row.Flags |= AccountFlags.Assisted;
        if (row.FirstValueAt != Population.Never && _firstAssist < row.FirstValueAt) row.Flags |= AccountFlags.AssistedBeforeFirstValue;
        if (!_experience.IsNone) row.Experience = _meanings.All[_experience.Code].Experience;
        if (!_flow.IsNone) row.ChosenFlow = _meanings.All[_flow.Code].Flow;
        if (!_band.IsNone) row.RecordedBand = _meanings.All[_band.Code].Band;
        if (!_fit.IsNone && _plan.Batch.Fold.Interpreter[_fit.Code].Fact is FitAssessed fit) (row.PotentialValue, row.Expansion) = (fit.PotentialValue, fit.Expansion);
    }
}
