using System.Runtime.InteropServices;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>The compiled meanings of an interpreter's codes. Grows with them.</summary>
/// <remarks>Reading is thread-safe while nothing is added.</remarks>
internal sealed class EventMeanings
{
    private readonly TtvDefinitions _definitions;
    private readonly EventInterpreter _interpreter;
    private readonly int _signUpPattern;
    private readonly Dictionary<SegmentKey, int> _segments = [];
    private readonly Dictionary<EventProperties, int> _profileIndices = [];
    private readonly List<EventProperties> _profiles = [];
    private EventMeaning[] _meanings = new EventMeaning[16];
    private readonly List<int> _moreSlots = [];

    public EventMeanings(TtvDefinitions definitions, EventInterpreter interpreter)
    {
        (_definitions, _interpreter) = (definitions, interpreter);
        _signUpPattern = definitions.SignUp is { } pattern ? interpreter.IndexOf(pattern) : -1;
        (ChurnSlot, AssistSlot, NoSlot) = (interpreter.PatternCount, interpreter.PatternCount + 1, interpreter.PatternCount + 2);
        foreach (var key in definitions.Catalog.Keys) _segments.Add(key, _segments.Count);
        IndexOf(EventProperties.Empty);
        SegmentOfEmptyProfile = Classify(EventProperties.Empty);
    }

    public int Count { get; private set; }

    public ReadOnlySpan<EventMeaning> All => _meanings.AsSpan(0, Count);

    public ReadOnlySpan<int> MoreSlots => CollectionsMarshal.AsSpan(_moreSlots);

    /// <summary>The slots: those of the patterns by their indices, then these.</summary>
    public int ChurnSlot { get; }

    public int AssistSlot { get; }

    public int NoSlot { get; }

    public int SlotCount => NoSlot + 1;

    /// <summary>Profiles by index; the first is the empty one.</summary>
    public IReadOnlyList<EventProperties> Profiles => _profiles;

    /// <summary>The segment of an account of which no profile is known, as in <see cref="EventMeaning.Segment"/>.</summary>
    public int SegmentOfEmptyProfile { get; }

    /// <summary>Compiles the codes given out since the last call.</summary>
    public void CatchUp()
    {
        for (; Count < _interpreter.CodeCount; Count++)
        {
            if (Count == _meanings.Length) Array.Resize(ref _meanings, 2 * Count);
            _meanings[Count] = Compile(_interpreter[Count]);
        }
    }

    public bool TryIndexOf(EventProperties profile, out int index) => _profileIndices.TryGetValue(profile, out index);

    private int IndexOf(EventProperties profile)
    {
        if (TryIndexOf(profile, out var index)) return index;
        index = _profiles.Count;
        _profiles.Add(profile);
        _profileIndices.Add(profile, index);
        return index;
    }

    private EventMeaning Compile(EventReading reading)
    {
        var meaning = new EventMeaning { Segment = -1, Slot = NoSlot, FirstMore = _moreSlots.Count };
        foreach (var match in reading.Matches) AddSlot(ref meaning, match);
        if (reading.IsActivity) meaning.Effects |= EventEffects.Activity;
        if (reading.IsSession) meaning.Effects |= EventEffects.Session;
        if (reading.Fact is null && TellsSignUp(reading))
        {
            meaning.Effects |= reading.Kept.Count > 0 ? EventEffects.TellsSignUp | EventEffects.BringsProfile : EventEffects.TellsSignUp;
            (meaning.Profile, meaning.Segment) = (IndexOf(reading.Kept), Classify(reading.Kept));
        }

        if (reading.Fact is { } told) Take(ref meaning, told);
        foreach (var meant in reading.Meanings) Take(ref meaning, meant);
        if ((meaning.Effects & EventEffects.Churn) != 0) AddSlot(ref meaning, ChurnSlot);
        if ((meaning.Effects & EventEffects.Assist) != 0) AddSlot(ref meaning, AssistSlot);
        return meaning;
    }

    private void AddSlot(ref EventMeaning meaning, int slot)
    {
        if (meaning.Slot == NoSlot)
        {
            meaning.Slot = slot;
            return;
        }

        _moreSlots.Add(slot);
        meaning.MoreCount++;
    }

    private void Take(ref EventMeaning meaning, Fact fact)
    {
        switch (fact)
        {
            case SignedUp signedUp:
                meaning.Effects |= EventEffects.SignUp;
                (meaning.Profile, meaning.Segment) = (IndexOf(signedUp.Profile), Classify(signedUp.Profile));
                break;
            case SegmentAssigned assigned:
                meaning.Effects |= EventEffects.SegmentAssigned;
                meaning.Segment = _segments.GetValueOrDefault(assigned.Segment, -1);
                break;
            case ExperienceDeclared declared:
                meaning.Effects |= EventEffects.Experience;
                meaning.Experience = (sbyte)declared.Experience;
                break;
            case FlowChosen chosen:
                meaning.Effects |= EventEffects.Flow;
                meaning.Flow = (sbyte)chosen.Flow;
                break;
            case BandChanged changed:
                meaning.Effects |= EventEffects.Band;
                meaning.Band = (sbyte)changed.Band;
                break;
            default:
                meaning.Effects |= EffectOf(fact);
                break;
        }
    }

    private static EventEffects EffectOf(Fact fact) => fact switch
    {
        Churned => EventEffects.Churn,
        AssistGiven => EventEffects.Assist,
        OwnerAssigned => EventEffects.Owner,
        ProofAttached => EventEffects.Proof,
        ApproverNamed => EventEffects.Approver,
        Unsubscribed => EventEffects.Unsubscribe,
        FitAssessed => EventEffects.Fit,
        Escalated => EventEffects.Escalation,
        // No column reads these.
        OutcomeDeclared or BlockerReported or SurveyAnswered => EventEffects.None,
        _ => EventEffects.Intricate,
    };

    private bool TellsSignUp(EventReading reading) => _signUpPattern < 0 || reading.Matches.AsSpan().Contains(_signUpPattern);

    private int Classify(EventProperties profile) =>
        _definitions.Classifier.Classify(profile) is { } key ? _segments.GetValueOrDefault(key, -1) : -1;
}
