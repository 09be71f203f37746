using NodaTime;
using Ttv.Assist;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Records;

/// <summary>
/// The first-value record (time_to_value_model_v1): thirteen fields, one record an account. First value is <em>observed</em> when
/// its event arrives and <em>complete</em> only with a proof asset and an owner; the completion fields go by complete.
/// </summary>
/// <remarks>Immutable, compared by value. <see cref="FirstValueRecordJson"/> reads and writes it.</remarks>
public sealed record FirstValueRecord
{
    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The segment: founder, marketer, operator or a custom one's key.</summary>
    public required SegmentKey Segment { get; init; }

    /// <summary>The customer's own win, in words.</summary>
    public required string DesiredOutcome { get; init; }

    /// <summary>The one event that proves it.</summary>
    public required string FirstValueEventName { get; init; }

    /// <summary>Sign-up plus the path's deadline, shifted by paused time.</summary>
    public required Instant FirstValueEventTargetDate { get; init; }

    /// <summary>When the event occurred; null until it is complete.</summary>
    public Instant? FirstValueEventCompletedAt { get; init; }

    /// <summary>The named person answerable, or null while nobody is.</summary>
    public string? MilestoneOwner { get; init; }

    /// <summary>Wall hours from sign-up to the event; null until it is complete.</summary>
    public double? TtvHours { get; init; }

    /// <summary>The risk score; null where the account has none.</summary>
    public RiskScore? TtvRiskScore { get; init; }

    /// <summary>What keeps the account from its next milestone, or null.</summary>
    public BlockerType? BlockerType { get; init; }

    /// <summary>The evidence, an absolute URI, or null.</summary>
    public Uri? ProofAssetLink { get; init; }

    /// <summary>Who may approve a human escalation, or null.</summary>
    public string? EscalationApprover { get; init; }

    /// <summary>How the account is helped.</summary>
    public required InterventionPath InterventionPath { get; init; }

    /// <summary>Whether owner, proof and approver are all there.</summary>
    public bool IsAccountable => MilestoneOwner is not null && ProofAssetLink is not null && EscalationApprover is not null;

    /// <summary>The record of a journey; null where it is not timed: it has then no target date.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="assessment">Its risk.</param>
    /// <param name="routing">How it is helped.</param>
    public static FirstValueRecord? From(Journey journey, RiskAssessment assessment, RoutingDecision routing)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(routing);
        if (!journey.IsTimed) return null;
        var isComplete = journey.FirstValueAt is not null && journey.Trail is { Owner: not null, Proof: not null };
        return new FirstValueRecord
        {
            AccountId = journey.Account,
            Segment = journey.Segment!.Key,
            DesiredOutcome = journey.DesiredOutcome!,
            FirstValueEventName = journey.Path!.FirstValue.CompletedBy.EventName,
            FirstValueEventTargetDate = journey.TargetAt!.Value,
            FirstValueEventCompletedAt = isComplete ? journey.FirstValueAt : null,
            MilestoneOwner = journey.Trail.Owner?.Value,
            TtvHours = isComplete ? journey.TimeToValue!.Value.BclCompatibleTicks / 36_000_000_000.0 : null,
            TtvRiskScore = assessment.Score,
            BlockerType = BlockerOf(journey, assessment.AsOf),
            ProofAssetLink = journey.Trail.Proof is { } proof ? new Uri(proof.Value, UriKind.Absolute) : null,
            EscalationApprover = journey.Trail.Approver?.Value,
            InterventionPath = routing.Path,
        };
    }

    /// <summary>The obstacle that showed last since the last progress; else, once the current step is overdue, what usually hides behind it.</summary>
    private static BlockerType? BlockerOf(Journey journey, Instant asOf)
    {
        if (journey.FirstValueAt is not null || journey.CurrentStep is not { } current) return null;
        for (var i = journey.Blockers.Count - 1; i >= 0; i--)
        {
            if (journey.Blockers[i].At >= journey.LastProgressAt) return journey.Blockers[i].Blocker;
        }

        return asOf >= current.DueAt ? current.Milestone.Hides : null;
    }
}
