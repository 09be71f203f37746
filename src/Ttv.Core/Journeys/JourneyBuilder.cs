using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Journeys;

/// <summary>Builds one journey from its distinct events in order of time. Used once.</summary>
internal sealed partial class JourneyBuilder(TtvDefinitions definitions, EventInterpreter interpreter, List<ReadEvent> events, Instant observedUntil)
{
    private static readonly Duration ProfileWindow = Duration.FromMinutes(15);
    private static readonly Duration SessionGap = Duration.FromMinutes(30);

    private readonly SortedDictionary<string, int> _findings = new(StringComparer.Ordinal);

    public void Note(string code, int count)
    {
        if (count > 0) _findings[code] = _findings.GetValueOrDefault(code) + count;
    }

    public Journey Build(AccountId account, Instant asOf)
    {
        var signedUpAt = FindSignUp();
        if (signedUpAt is null) Note(JourneyFindings.NoSignUp, 1);
        foreach (var e in events) Take(e);
        NameNudgeOutcomes();

        var profile = ProfileAt(signedUpAt ?? observedUntil);
        var segment = _assignedSegment is { } assigned
            ? definitions.Catalog.Find(assigned.Segment, _assignedAt)
            : definitions.Classifier.Classify(profile) is { } classified ? definitions.Catalog.Find(classified, signedUpAt ?? observedUntil) : null;
        if (segment is null) Note(JourneyFindings.NoSegment, 1);

        var clock = MakeClock();
        var path = segment is null ? null : PathOf(segment);
        Instant? target = segment is null || signedUpAt is null ? null : clock.Advance(signedUpAt.Value, segment.DefaultPath.Deadline);
        var firstValue = path is null || signedUpAt is null ? null : FindFirstValue(path, signedUpAt.Value);
        if (firstValue?.OccurredAt < signedUpAt) Note(JourneyFindings.FirstValueBeforeSignUp, 1);
        Instant? churnedAt = _churns.Count == 0 ? null : _churns[0];
        var isWinBack = firstValue is { } value && churnedAt < value.OccurredAt;
        var activity = events.Where(e => e.Reading.IsActivity).Select(e => e.OccurredAt).ToValueList();

        return new Journey
        {
            Account = account,
            AsOf = asOf,
            ObservedUntil = observedUntil,
            SignedUpAt = signedUpAt,
            Profile = profile,
            Segment = segment,
            Path = path,
            DesiredOutcome = _outcome ?? segment?.DesiredOutcome ?? segment?.FirstValueTitle,
            Steps = path is null || signedUpAt is null ? [] : StepsOf(path, signedUpAt.Value, target!.Value, clock, firstValue),
            TargetAt = target,
            FirstValueAt = firstValue?.OccurredAt,
            FirstValueEvidence = firstValue?.Id,
            ChurnedAt = churnedAt,
            IsChurned = _isChurned,
            Outcome = isWinBack ? JourneyOutcome.Churned : firstValue is not null ? JourneyOutcome.FirstValue : churnedAt is not null ? JourneyOutcome.Churned : JourneyOutcome.Open,
            WinBackAt = isWinBack ? firstValue!.Value.OccurredAt : null,
            Clock = clock,
            IsPaused = _pausedAt is not null,
            UnsubscribedAt = _unsubscribedAt,
            Trail = _trail.Count == 0 ? AccountabilityTrail.Empty : new AccountabilityTrail([.. _trail]),
            Activity = activity,
            Sessions = definitions.Vocabulary.NamesSessions ? events.Where(e => e.Reading.IsSession).Select(e => e.OccurredAt).ToValueList() : SessionsOf(activity),
            Nudges = [.. _nudges],
            StepEvents = path is null ? [] : StepEventsOf(path),
            Blockers = [.. _blockers],
            Assists = [.. _assists],
            Escalations = [.. _escalations],
            Answers = [.. _answers],
            Fit = _fit,
            Experience = _experience,
            Flow = _flow,
            RecordedBand = _band,
            Reactivations = _reactivations,
            ReactivatedAt = _reactivatedAt,
            Findings = _findings.Select(f => new JourneyFinding(f.Key, f.Value)).ToValueList(),
        };
    }

    private Instant? FindSignUp()
    {
        foreach (var e in events)
        {
            if (e.Reading.Fact is SignedUp) return e.OccurredAt;
        }

        if (definitions.SignUp is { } pattern) return Occurrence(pattern, signedUpAt: null)?.OccurredAt;
        foreach (var e in events)
        {
            if (e.Reading.Fact is null) return e.OccurredAt;
        }

        return null;
    }

    private EventProperties ProfileAt(Instant signedUpAt)
    {
        var profile = EventProperties.Empty;
        var signUpTold = false;
        foreach (var e in events)
        {
            var told = e.Reading.Fact switch
            {
                SignedUp signedUp => signedUp.Profile,
                ProfileObserved observed => observed.Profile,
                null when e.OccurredAt == signedUpAt && !signUpTold && TellsSignUp(e.Reading) => e.Reading.Kept,
                _ => null,
            };
            if (told is null) continue;
            signUpTold |= e.Reading.Fact is null;
            if (e.OccurredAt <= signedUpAt) profile = profile.With(told);
            else if (e.OccurredAt <= signedUpAt + ProfileWindow) profile = told.With(profile);
        }

        return profile;
    }

    private bool TellsSignUp(EventReading reading) =>
        definitions.SignUp is not { } pattern || reading.Matches.AsSpan().Contains(interpreter.IndexOf(pattern));

    private MilestonePath PathOf(SegmentDefinition segment)
    {
        var path = segment.DefaultPath;
        foreach (var variant in _variants)
        {
            if (segment.PathFor(variant) is { } changed) path = changed;
            else Note(JourneyFindings.UnknownVariant, 1);
        }

        return path;
    }

    private ReadEvent? FindFirstValue(MilestonePath path, Instant signedUpAt) => Occurrence(path.FirstValue.CompletedBy, signedUpAt);

    private ValueList<MilestoneState> StepsOf(MilestonePath path, Instant signedUpAt, Instant target, RunningClock clock, ReadEvent? firstValue)
    {
        var states = new MilestoneState[path.Steps.Count];
        var inOrderFrom = signedUpAt;
        var isBroken = false;
        for (var i = 0; i < states.Length; i++)
        {
            var step = path.Steps[i];
            var isFirstValue = i == path.SupportCount;
            var evidence = isFirstValue ? firstValue : Occurrence(step.CompletedBy, signedUpAt);
            var started = step.StartedBy is { } pattern ? Occurrence(pattern, signedUpAt)?.OccurredAt : null;
            Instant? completed = evidence?.OccurredAt;
            if (completed is not null && !isFirstValue)
            {
                completed = Instants.Max(completed.Value, signedUpAt);
                if (path.IsOrdered)
                {
                    completed = isBroken ? null : Instants.Max(completed.Value, inOrderFrom);
                    if (completed is { } inOrder && !step.IsOptional) inOrderFrom = inOrder;
                }
            }

            isBroken |= completed is null && !step.IsOptional;
            states[i] = new MilestoneState
            {
                Milestone = step,
                DueAt = isFirstValue ? target : Instants.Min(clock.Advance(signedUpAt, path.DueOffsets[i]), target),
                StartedAt = started is { } start ? Instants.Max(start, signedUpAt) : null,
                CompletedAt = completed,
                IsMetBeforeSignUp = evidence?.OccurredAt < signedUpAt,
                Evidence = completed is null ? null : evidence?.Id,
            };
        }

        return [.. states];
    }

    /// <summary>The event that fulfils a pattern: its nth match, on a later date than sign-up where that is asked.</summary>
    private ReadEvent? Occurrence(EventPattern pattern, Instant? signedUpAt)
    {
        var index = interpreter.IndexOf(pattern);
        LocalDate? after = pattern.OnLaterDateThanSignUp && signedUpAt is { } from ? from.InZone(definitions.Zone).Date : null;
        var left = pattern.Occurrence;
        foreach (var e in events)
        {
            if (!e.Reading.Matches.AsSpan().Contains(index)) continue;
            if (after is { } date && e.OccurredAt.InZone(definitions.Zone).Date <= date) continue;
            if (--left == 0) return e;
        }

        return null;
    }

    private ValueList<StepEvent> StepEventsOf(MilestonePath path)
    {
        var indices = path.Steps.Select(s => interpreter.IndexOf(s.CompletedBy)).ToArray();
        var found = new List<StepEvent>();
        foreach (var e in events)
        {
            if (e.Reading.Matches.Count == 0) continue;
            for (var i = 0; i < indices.Length; i++)
            {
                if (e.Reading.Matches.AsSpan().Contains(indices[i])) found.Add(new StepEvent(i, e.OccurredAt, DimensionsOf(e.Reading)));
            }
        }

        return [.. found];
    }

    private EventProperties DimensionsOf(EventReading reading) => reading.Kept.Keep(name => definitions.Dimensions.AsSpan().Contains(name));

    private static ValueList<Instant> SessionsOf(ValueList<Instant> activity)
    {
        var starts = new List<Instant>();
        var last = Instant.MinValue;
        foreach (var at in activity)
        {
            if (starts.Count == 0 || at - last >= SessionGap) starts.Add(at);
            last = at;
        }

        return [.. starts];
    }
}
