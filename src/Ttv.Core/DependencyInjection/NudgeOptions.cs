using NodaTime;
using Ttv.Nudges;

namespace Ttv;

/// <summary>The nudges' limits as configuration spells them; become a <see cref="NudgePolicy"/>.</summary>
public sealed class NudgeOptions
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>The messages an account may get in 24 hours; 1 by default, 1 or more.</summary>
    public int DailyCap { get; set; } = NudgePolicy.Default.DailyCap;

    /// <summary>The messages an account may get in 7 days; 3 by default, at least the daily cap.</summary>
    public int WeeklyCap { get; set; } = NudgePolicy.Default.WeeklyCap;

    /// <summary>When quiet hours begin, local time of day; 20:00 by default.</summary>
    public TimeSpan QuietFrom { get; set; } = TimeSpan.FromHours(20);

    /// <summary>When quiet hours end, local time of day; 08:00 by default. Equal to the beginning: no quiet hours.</summary>
    public TimeSpan QuietTo { get; set; } = TimeSpan.FromHours(8);

    /// <summary>The zone of accounts whose own is not known, such as <c>Europe/Berlin</c>; null (default) takes the definitions' zone.</summary>
    public string? Zone { get; set; }

    /// <summary>The profile key that holds an account's zone; <c>timezone</c> by default.</summary>
    public string ZoneProfileKey { get; set; } = NudgePolicy.Default.ZoneProfileKey;

    /// <summary>The longest pause before the same rule speaks of the same milestone again, zero or more; 48 hours by default.</summary>
    public TimeSpan LongestCoolDown { get; set; } = TimeSpan.FromHours(48);

    /// <summary>The attempts a milestone and episode; 3 by default, 1 or more.</summary>
    public int MaxAttempts { get; set; } = NudgePolicy.Default.MaxAttempts;

    /// <summary>How long after its milestone a next-win nudge still makes sense, above zero; 24 hours by default.</summary>
    public TimeSpan NextWinWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The share of accounts that is measured and not nudged, 0 (default) to 1.</summary>
    public double HoldoutShare { get; set; }

    /// <summary>What is hashed together with the account to choose the holdout; <c>ttv</c> by default.</summary>
    public string HoldoutSalt { get; set; } = NudgePolicy.Default.HoldoutSalt;

    internal NudgePolicy? ToPolicy(string at, DateTimeZone zone, List<string> faults)
    {
        var before = faults.Count;
        RequireTimeOfDay(nameof(QuietFrom), QuietFrom);
        RequireTimeOfDay(nameof(QuietTo), QuietTo);
        var own = Faults.Zone($"{at}.{nameof(Zone)}", Zone, faults) ?? zone;
        if (faults.Count > before) return null;
        var policy = new NudgePolicy
        {
            DailyCap = DailyCap,
            WeeklyCap = WeeklyCap,
            QuietFrom = LocalTime.FromTicksSinceMidnight(QuietFrom.Ticks),
            QuietTo = LocalTime.FromTicksSinceMidnight(QuietTo.Ticks),
            Zone = own,
            ZoneProfileKey = ZoneProfileKey,
            LongestCoolDown = Duration.FromTimeSpan(LongestCoolDown),
            MaxAttempts = MaxAttempts,
            NextWinWithin = Duration.FromTimeSpan(NextWinWithin),
            HoldoutShare = HoldoutShare,
            HoldoutSalt = HoldoutSalt,
        };
        var found = new List<string>();
        policy.CollectFaults(found);
        faults.AddRange(found.Select(f => $"{at}: {f}"));
        return found.Count > 0 ? null : policy;

        void RequireTimeOfDay(string name, TimeSpan time)
        {
            if (time < TimeSpan.Zero || time >= OneDay) faults.Add($"{at}.{name} is {time}: a time of day from 00:00 to before 24:00 is allowed.");
        }
    }
}
