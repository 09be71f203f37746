using NodaTime;
using Ttv.Assist;
using Ttv.Records;
using Ttv.Risk;

namespace Ttv.Hosting.Storage;

/// <summary>What was last found out about an account.</summary>
/// <remarks>Immutable, compared by value.</remarks>
public sealed record AccountState
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its segment, or null while none is known.</summary>
    public SegmentKey? Segment { get; init; }

    /// <summary>When it signed up, or null.</summary>
    public Instant? SignedUpAt { get; init; }

    /// <summary>When its first value was observed, or null.</summary>
    public Instant? FirstValueAt { get; init; }

    /// <summary>Its risk, or null where there is no score.</summary>
    public RiskScore? Score { get; init; }

    /// <summary>The score's band, or null.</summary>
    public RiskBand? Band { get; init; }

    /// <summary>Whether it is escalated to a human.</summary>
    public EscalationState Escalation { get; init; }

    /// <summary>The first-value record; null where the account is not timed.</summary>
    public FirstValueRecord? Record { get; init; }

    /// <summary>The instant of the latest evaluation, or null: there was none.</summary>
    public Instant? EvaluatedAt { get; init; }

    /// <summary>When it is to be evaluated next; null: only an event makes it due.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>The failures since the latest success, 0 or more.</summary>
    public int Failures { get; init; }

    /// <summary>Why the latest evaluation failed, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it failed too often and waits for a replay or an event.</summary>
    public bool IsSetAside => Fault is not null && DueAt is null;
}
