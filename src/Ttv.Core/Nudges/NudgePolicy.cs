using NodaTime;

namespace Ttv.Nudges;

/// <summary>The limits within which accounts are nudged.</summary>
/// <remarks>Immutable and safe to share between threads. A <see cref="NudgeDecider"/> checks it and lists every fault.</remarks>
public sealed record NudgePolicy
{
    /// <summary>The defaults.</summary>
    public static NudgePolicy Default { get; } = new();

    /// <summary>The messages an account may get in 24 hours; 1 by default, 1 or more.</summary>
    public int DailyCap { get; init; } = 1;

    /// <summary>The messages an account may get in 7 days; 3 by default, at least the daily cap.</summary>
    public int WeeklyCap { get; init; } = 3;

    /// <summary>When quiet hours begin, local time, included; 20:00 by default.</summary>
    public LocalTime QuietFrom { get; init; } = new(20, 0);

    /// <summary>When quiet hours end, local time, excluded; 08:00 by default. Equal to the beginning: no quiet hours.</summary>
    public LocalTime QuietTo { get; init; } = new(8, 0);

    /// <summary>The zone of accounts whose own is not known; UTC by default.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>The profile key that holds an account's zone, such as <c>Europe/Berlin</c>; <c>timezone</c> by default.</summary>
    public string ZoneProfileKey { get; init; } = "timezone";

    /// <summary>The longest pause before the same rule speaks of the same milestone again; 48 hours by default. It is half of the
    /// milestone's allowance where that is shorter.</summary>
    public Duration LongestCoolDown { get; init; } = Duration.FromHours(48);

    /// <summary>The attempts a milestone and episode; 3 by default, 1 or more. The last one is a human's.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long after its milestone a next-win nudge still makes sense; 24 hours by default.</summary>
    public Duration NextWinWithin { get; init; } = Duration.FromHours(24);

    /// <summary>The share of accounts that is measured and not nudged, 0 (default) to 1.</summary>
    public double HoldoutShare { get; init; }

    /// <summary>What is hashed together with the account to choose the holdout; changing it draws a new one. <c>ttv</c> by default.</summary>
    public string HoldoutSalt { get; init; } = "ttv";

    internal void CollectFaults(List<string> faults)
    {
        if (DailyCap < 1) faults.Add($"DailyCap is {DailyCap}: 1 or more is allowed.");
        if (WeeklyCap < DailyCap) faults.Add($"WeeklyCap is {WeeklyCap}: at least DailyCap, {DailyCap}, is allowed.");
        if (Zone is null) faults.Add("Zone is missing: a time zone is needed.");
        if (Text.Names.FaultOf("ZoneProfileKey", ZoneProfileKey, 200) is { } keyFault) faults.Add(keyFault);
        if (LongestCoolDown < Duration.Zero) faults.Add($"LongestCoolDown is {LongestCoolDown}: zero or more is allowed.");
        if (MaxAttempts < 1) faults.Add($"MaxAttempts is {MaxAttempts}: 1 or more is allowed.");
        if (NextWinWithin <= Duration.Zero) faults.Add($"NextWinWithin is {NextWinWithin}: a duration above zero is needed.");
        if (!(HoldoutShare is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"HoldoutShare is {HoldoutShare}: a number from 0 to 1 is allowed."));
        if (HoldoutSalt is null) faults.Add("HoldoutSalt is missing: a text is needed, which may be empty.");
    }
}
