using NodaTime;

namespace Ttv.Assist;

/// <summary>
/// Of escalated accounts, the share at first value within 7 days of their first escalation, cancellation competing and
/// those still waiting counted (Aalen-Johansen). Recovery alone is no effect: it stands beside what was predicted.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record RecoveryRate
{
    /// <summary>The rate of no escalated account.</summary>
    public static RecoveryRate None { get; } = new();

    /// <summary>Accounts escalated before first value, 0 or more.</summary>
    public long Escalated { get; init; }

    /// <summary>Those still without an approver.</summary>
    public long AwaitingApprover { get; init; }

    /// <summary>The share recovered within 7 days, 0 to 1; null where no account was escalated.</summary>
    public double? Value { get; init; }

    /// <summary>The lower 95 % limit, or null where it is not defined.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper 95 % limit, or null where it is not defined.</summary>
    public double? Upper { get; init; }

    /// <summary>Whether no escalated account has been followed for 7 days yet.</summary>
    public bool IsBeyondFollowUp { get; init; }

    /// <summary>The mean of the recovery rates predicted at escalation, 0 to 1; null where none was.</summary>
    public double? Predicted { get; init; }

    /// <summary>The median time from escalation to human contact, accounts still waiting counted (Kaplan-Meier); null: not reached.</summary>
    public Duration? MedianTimeToContact { get; init; }
}
