using NodaTime;
using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Journeys;

/// <summary>
/// What is known of one account at an instant: the fold of its events. The same events in any order and any repetition
/// give an equal journey.
/// </summary>
/// <remarks>Made by <see cref="JourneyFold"/>. Immutable, compared by value, safe to share between threads.</remarks>
public sealed record Journey
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The instant asked about: nothing recorded or occurring later is in this journey.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>Where observation ends: the earlier of <see cref="AsOf"/> and the log's watermark.</summary>
    public required Instant ObservedUntil { get; init; }

    /// <summary>When the account signed up, or null: the log holds no sign-up.</summary>
    public Instant? SignedUpAt { get; init; }

    /// <summary>The profile at sign-up: the values known then, with those that became known within the next 15 minutes where none was.</summary>
    public EventProperties Profile { get; init; } = EventProperties.Empty;

    /// <summary>The segment's definition, in the version in force when it was assigned; null: no segment is known.</summary>
    public SegmentDefinition? Segment { get; init; }

    /// <summary>The variant of the segment's path that the account is on; null without a segment.</summary>
    public MilestonePath? Path { get; init; }

    /// <summary>The customer's own win in words: the latest declared, else the segment's; null without either.</summary>
    public string? DesiredOutcome { get; init; }

    /// <summary>The state of every step of <see cref="Path"/>, in its order; the last is first value. Empty without sign-up or segment.</summary>
    public ValueList<MilestoneState> Steps { get; init; }

    /// <summary>When first value is due, shifted by the stops of the clock; null without sign-up or segment.
    /// A change of path keeps it.</summary>
    public Instant? TargetAt { get; init; }

    /// <summary>When the first-value event was first observed, or null. It may lie before sign-up (see <see cref="Findings"/>) or after a cancellation.</summary>
    public Instant? FirstValueAt { get; init; }

    /// <summary>The event that showed first value, or null.</summary>
    public EventId? FirstValueEvidence { get; init; }

    /// <summary>When the account first cancelled, or null.</summary>
    public Instant? ChurnedAt { get; init; }

    /// <summary>Whether the account is cancelled at <see cref="ObservedUntil"/>.</summary>
    public bool IsChurned { get; init; }

    /// <summary>How the account's way ended for the statistics.</summary>
    public JourneyOutcome Outcome { get; init; }

    /// <summary>When first value came after a cancellation, or null. It is counted apart and leaves <see cref="Outcome"/> as it is.</summary>
    public Instant? WinBackAt { get; init; }

    /// <summary>The clock by which due times run.</summary>
    public RunningClock Clock { get; init; } = RunningClock.Unstopped;

    /// <summary>Whether the clock is paused at <see cref="ObservedUntil"/>.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Since when the customer wants no more nudges, or null.</summary>
    public Instant? UnsubscribedAt { get; init; }

    /// <summary>Owner, proof and approver.</summary>
    public AccountabilityTrail Trail { get; init; } = AccountabilityTrail.Empty;

    /// <summary>When the customer did something, in order of time: every product event but those that the vocabulary gives
    /// to somebody else's doing (reminders, help, cancelling, pausing). Equal instants stand once an event.</summary>
    public ValueList<Instant> Activity { get; init; }

    /// <summary>When each session began, in order of time: the vocabulary's sessions, else runs of <see cref="Activity"/> less than 30 minutes apart.</summary>
    public ValueList<Instant> Sessions { get; init; }

    /// <summary>Every nudge and reminder sent, in order of time.</summary>
    public ValueList<SentNudge> Nudges { get; init; }

    /// <summary>Every occurrence of an event that completes a step, in order of time.</summary>
    public ValueList<StepEvent> StepEvents { get; init; }

    /// <summary>Every obstacle that showed, in order of time.</summary>
    public ValueList<ReportedBlocker> Blockers { get; init; }

    /// <summary>Every time a human helped, in order of time.</summary>
    public ValueList<Assist> Assists { get; init; }

    /// <summary>Every escalation to a human, in order of time.</summary>
    public ValueList<Escalation> Escalations { get; init; }

    /// <summary>Every answer to a feedback prompt, in order of time.</summary>
    public ValueList<SurveyAnswer> Answers { get; init; }

    /// <summary>The latest judgement of strategic fit, or null.</summary>
    public FitAssessed? Fit { get; init; }

    /// <summary>The user's experience as last declared, or null.</summary>
    public Complexity? Experience { get; init; }

    /// <summary>The flow last chosen, or null.</summary>
    public Complexity? Flow { get; init; }

    /// <summary>The risk band last recorded by a band-changed fact, or null.</summary>
    public RiskBand? RecordedBand { get; init; }

    /// <summary>How often the account came back after cancelling, 0 or more.</summary>
    public int Reactivations { get; init; }

    /// <summary>When the account last came back after cancelling, or null.</summary>
    public Instant? ReactivatedAt { get; init; }

    /// <summary>What cannot be as told, in ordinal order of the codes.</summary>
    public ValueList<JourneyFinding> Findings { get; init; }

    /// <summary>Whether the account takes part in time metrics and nudging: it has a sign-up and a segment, and first value does not lie before sign-up.</summary>
    public bool IsTimed => Steps.Count > 0 && !(FirstValueAt < SignedUpAt);

    /// <summary>Wall time from sign-up to first value, zero or more; null while it is not observed, or the account is not timed.</summary>
    public Duration? TimeToValue => IsTimed ? FirstValueAt - SignedUpAt : null;

    /// <summary>When the account last completed a step, else its sign-up; null when it is not timed.</summary>
    public Instant? LastProgressAt
    {
        get
        {
            if (!IsTimed) return null;
            var latest = SignedUpAt!.Value;
            foreach (var step in Steps)
            {
                if (step.CompletedAt is { } completed) latest = Instants.Max(latest, completed);
            }

            return latest;
        }
    }

    /// <summary>
    /// The step the account is at: the earliest-due required one that is not complete and whose due time lies after the
    /// last progress, else first value; null once first value is observed, or when the account is not timed.
    /// </summary>
    public MilestoneState? CurrentStep
    {
        get
        {
            if (!IsTimed || FirstValueAt is not null) return null;
            var progress = LastProgressAt!.Value;
            MilestoneState? current = null;
            foreach (var step in Steps)
            {
                if (!step.IsComplete && !step.Milestone.IsOptional && step.DueAt > progress && (current is null || step.DueAt < current.DueAt)) current = step;
            }

            return current ?? Steps[^1];
        }
    }
}
