using System.Globalization;
using NodaTime;
using Ttv.Events;

namespace Ttv.Journeys;

/// <content>Takes the facts, told or read by the vocabulary, in order of time.</content>
internal sealed partial class JourneyBuilder
{
    private readonly List<TrailEntry> _trail = [];
    private readonly List<SentNudge> _nudges = [];
    private readonly List<(Fact Fact, Instant At)> _nudgeOutcomes = [];
    private readonly List<ReportedBlocker> _blockers = [];
    private readonly List<Assist> _assists = [];
    private readonly List<Escalation> _escalations = [];
    private readonly List<SurveyAnswer> _answers = [];
    private readonly List<Complexity> _variants = [];
    private readonly List<Interval> _stops = [];
    private readonly List<Instant> _churns = [];
    private SegmentAssigned? _assignedSegment;
    private Instant _assignedAt;
    private string? _outcome;
    private FitAssessed? _fit;
    private Complexity? _experience;
    private Complexity? _flow;
    private RiskBand? _band;
    private Instant? _pausedAt;
    private bool _isChurned;
    private int _reactivations;
    private Instant? _reactivatedAt;
    private Instant? _unsubscribedAt;

    private void Take(in ReadEvent e)
    {
        if (e.Reading.Fact is { } told) Take(told, e.OccurredAt, e.Reading, source: null);
        foreach (var meant in e.Reading.Meanings) Take(meant, e.OccurredAt, e.Reading, e.Reading.Name);
    }

    /// <summary>Takes one fact; <paramref name="source"/> is the product event that the vocabulary read it in.</summary>
    private void Take(Fact fact, Instant at, EventReading reading, string? source)
    {
        switch (fact)
        {
            case SegmentAssigned assigned:
                (_assignedSegment, _assignedAt) = (assigned, at);
                break;
            case PathChanged changed:
                _variants.Add(changed.Variant);
                break;
            case OutcomeDeclared declared:
                _outcome = declared.Outcome;
                break;
            case OwnerAssigned owner:
                _trail.Add(new TrailEntry(TrailKind.Owner, owner.Owner, owner.SetBy, at));
                break;
            case ProofAttached proof:
                _trail.Add(new TrailEntry(TrailKind.Proof, proof.Link.OriginalString, proof.SetBy, at));
                break;
            case ApproverNamed approver:
                _trail.Add(new TrailEntry(TrailKind.Approver, approver.Approver, approver.SetBy, at));
                break;
            case BlockerReported blocker:
                _blockers.Add(new ReportedBlocker(blocker.Blocker, at, source, source is null ? blocker.Note : null, DimensionsOf(reading)));
                break;
            case NudgeSent sent:
                TakeSent(sent, at, source);
                break;
            case NudgeEngaged or NudgeIgnored or NudgeReplied:
                _nudgeOutcomes.Add((fact, at));
                break;
            case Unsubscribed:
                _unsubscribedAt ??= at;
                break;
            case AssistGiven assist:
                _assists.Add(new Assist(at, assist.By));
                break;
            case Escalated { Key: { } key } when _escalations.Exists(e => e.Key == key):
                break;
            case Escalated escalated:
                _escalations.Add(new Escalation(at, escalated.Key, escalated.Approver, escalated.PredictedRecovery));
                break;
            case BandChanged changed:
                _band = changed.Band;
                break;
            case ClockPaused:
                _pausedAt ??= at;
                break;
            case ClockResumed when _pausedAt is { } from:
                _stops.Add(new Interval(from, at));
                _pausedAt = null;
                break;
            case Churned when !_isChurned:
                _isChurned = true;
                _churns.Add(at);
                break;
            case Reactivated when _isChurned:
                _isChurned = false;
                _reactivations++;
                _reactivatedAt = at;
                _stops.Add(new Interval(_churns[^1], at));
                break;
            case ClockResumed or Reactivated:
                Note(JourneyFindings.ResumedWithoutStop, 1);
                break;
            case SurveyAnswered answered:
                _answers.Add(new SurveyAnswer(at, answered.Prompt, answered.Answer, answered.Blocker));
                break;
            case FitAssessed fit:
                _fit = fit;
                break;
            case ExperienceDeclared declared:
                _experience = declared.Experience;
                break;
            case FlowChosen chosen:
                _flow = chosen.Flow;
                break;
            default:
                // Signed up, profile observed and a repeated cancellation say nothing further here.
                break;
        }
    }

    private void TakeSent(NudgeSent sent, Instant at, string? source)
    {
        var key = source is null ? sent.Key : string.Create(CultureInfo.InvariantCulture, $"{source}@{Instants.ToMicroseconds(at)}");
        if (_nudges.Exists(n => string.Equals(n.Key, key, StringComparison.Ordinal))) return;
        _nudges.Add(new SentNudge { Key = key, Rule = sent.Rule, Milestone = sent.Milestone, SentAt = at, AsksReply = sent.AsksReply });
    }

    /// <summary>Gives each engagement, reply and ignoring to its nudge, once all that was sent is known.</summary>
    private void NameNudgeOutcomes()
    {
        foreach (var (fact, at) in _nudgeOutcomes)
        {
            var key = fact switch { NudgeEngaged e => e.Key, NudgeIgnored i => i.Key, NudgeReplied r => r.Key, _ => null };
            var index = _nudges.FindLastIndex(n => n.SentAt <= at && (key is null ? fact is not NudgeReplied || n.AsksReply : string.Equals(n.Key, key, StringComparison.Ordinal)));
            if (index < 0 && fact is NudgeReplied && key is null) index = _nudges.FindLastIndex(n => n.SentAt <= at);
            if (index < 0)
            {
                Note(JourneyFindings.UnknownNudge, 1);
                continue;
            }

            var nudge = _nudges[index];
            _nudges[index] = fact switch
            {
                NudgeIgnored => nudge with { IgnoredAt = nudge.IgnoredAt ?? at },
                NudgeReplied => nudge with { RepliedAt = nudge.RepliedAt ?? at, EngagedAt = nudge.EngagedAt ?? at },
                _ => nudge with { EngagedAt = nudge.EngagedAt ?? at },
            };
        }
    }

    private RunningClock MakeClock()
    {
        if (_pausedAt is { } paused) _stops.Add(new Interval(paused, Instants.Max(paused, observedUntil)));
        if (_isChurned) _stops.Add(new Interval(_churns[^1], Instants.Max(_churns[^1], observedUntil)));
        return RunningClock.Create(_stops);
    }
}
