namespace Ttv.Nudges;

/// <summary>The stable reason codes of a <see cref="NudgeDecision"/>.</summary>
public static class NudgeReasons
{
    /// <summary>Trigger: high band, potential value and expansion both high.</summary>
    public const string HighValueAtRisk = "high_value_at_risk";

    /// <summary>Trigger: started, then nothing for half of the milestone's allowance.</summary>
    public const string Stalled = "stalled";

    /// <summary>Trigger: not started by half of the milestone's allowance.</summary>
    public const string NotStarted = "not_started";

    /// <summary>Trigger: not complete by the milestone's due time.</summary>
    public const string DeadlineMissed = "deadline_missed";

    /// <summary>Trigger: a milestone was completed.</summary>
    public const string MilestoneCompleted = "milestone_completed";

    /// <summary>Suppressed: the rule's behaviour does not show.</summary>
    public const string NoTrigger = "no_trigger";

    /// <summary>Suppressed: the account's clock is paused.</summary>
    public const string Paused = "paused";

    /// <summary>Suppressed: the account is cancelled.</summary>
    public const string Churned = "churned";

    /// <summary>Suppressed: the customer wants no more nudges. A human may still be asked to step in.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>Suppressed: first value is reached.</summary>
    public const string FirstValueReached = "first_value_reached";

    /// <summary>Suppressed: the account has no sign-up or no segment, or first value before sign-up.</summary>
    public const string NotTimed = "not_timed";

    /// <summary>Suppressed: the account is in the holdout; what would have been decided stands in the other reasons.</summary>
    public const string Holdout = "holdout";

    /// <summary>Suppressed: this very nudge was sent.</summary>
    public const string AlreadySent = "already_sent";

    /// <summary>Suppressed: a human was asked to step in since the last progress.</summary>
    public const string AlreadyEscalated = "already_escalated";

    /// <summary>Suppressed: all attempts for this milestone were made.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";

    /// <summary>Suppressed: the behaviour lies too far back to speak of.</summary>
    public const string Stale = "stale";

    /// <summary>Not escalated: too little is known of the account; it is nudged instead where a rule has a message.</summary>
    public const string Provisional = "provisional";

    /// <summary>Deferred: the account had its nudge of the day.</summary>
    public const string DailyCap = "daily_cap";

    /// <summary>Deferred: the account had its nudges of the week.</summary>
    public const string WeeklyCap = "weekly_cap";

    /// <summary>Deferred: it is night where the account is.</summary>
    public const string QuietHours = "quiet_hours";

    /// <summary>Deferred: the same rule spoke of the same milestone a short while ago.</summary>
    public const string CoolDown = "cool_down";

    /// <summary>Escalated: the last attempt is a human's.</summary>
    public const string LastAttempt = "last_attempt";

    /// <summary>Escalated: the path's deadline has passed.</summary>
    public const string PathDeadline = "path_deadline";
}
