namespace Ttv.Analytics.Populations;

/// <summary>What is true of an account at the population's instant.</summary>
[Flags]
public enum AccountFlags : ushort
{
    /// <summary>Nothing was known of the account yet.</summary>
    None = 0,

    /// <summary>At least one of its events was recorded by then. Every other column of an account without this flag holds "unknown".</summary>
    Known = 1 << 0,

    /// <summary>It takes part in time metrics and nudging, as <see cref="Journeys.Journey.IsTimed"/> says.</summary>
    Timed = 1 << 1,

    /// <summary>It is cancelled.</summary>
    Churned = 1 << 2,

    /// <summary>Its clock is paused.</summary>
    Paused = 1 << 3,

    /// <summary>The target date of first value has passed and there is no first value.</summary>
    PastTarget = 1 << 4,

    /// <summary>It did something from 7 days (included) to 14 days (excluded) after sign-up.</summary>
    ActiveInWeek2 = 1 << 5,

    /// <summary>A human helped it.</summary>
    Assisted = 1 << 6,

    /// <summary>A human helped it before first value.</summary>
    AssistedBeforeFirstValue = 1 << 7,

    /// <summary>An owner, a proof or an approver was named.</summary>
    HasTrail = 1 << 8,

    /// <summary>Owner, proof and approver were all named.</summary>
    Accountable = 1 << 9,

    /// <summary>The customer wants no more nudges.</summary>
    Unsubscribed = 1 << 10,

    /// <summary>First value came after a cancellation.</summary>
    WinBack = 1 << 11,

    /// <summary>It completed a step of its path since sign-up; steps met before do not count.</summary>
    CompletedStep = 1 << 12,
}
