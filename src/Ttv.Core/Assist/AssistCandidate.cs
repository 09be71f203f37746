using NodaTime;
using Ttv.Risk;

namespace Ttv.Assist;

/// <summary>An account that could use a human's time.</summary>
/// <remarks>Immutable.</remarks>
public sealed record AssistCandidate
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its risk score.</summary>
    public required RiskScore Score { get; init; }

    /// <summary>Its strategic fit, 0 to 1; null: unknown, taken as 0.</summary>
    public double? Fit { get; init; }

    /// <summary>When its first value is due, or null.</summary>
    public Instant? TargetAt { get; init; }

    /// <summary>Since when it has been waiting for a human.</summary>
    public required Instant WaitingSince { get; init; }

    /// <summary>Who approves the escalation; null: it awaits one and takes no capacity.</summary>
    public string? Approver { get; init; }
}
