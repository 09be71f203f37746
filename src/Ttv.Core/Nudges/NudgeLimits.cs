using NodaTime;
using Ttv.Journeys;

namespace Ttv.Nudges;

/// <summary>Caps, quiet hours and cool-downs: until when something has to wait.</summary>
internal sealed class NudgeLimits(NudgePolicy policy, Journey journey, Instant asOf)
{
    private static readonly Duration OneDay = Duration.FromHours(24);
    private static readonly Duration OneWeek = Duration.FromDays(7);

    /// <summary>Messages that reached the customer by now, in order of time; next-win nudges are in-app and do not count.</summary>
    private readonly Instant[] _sent = [.. journey.Nudges.Where(n => n.SentAt <= asOf && n.Rule != NudgeRuleKeys.NextWin).Select(n => n.SentAt)];

    /// <summary>Whether a message was decided on in this very evaluation; it takes the day's place.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether a human was asked for in this very evaluation; one is enough.</summary>
    public bool IsEscalated { get; set; }

    /// <summary>The earliest instant from now on at which a message may go out, and what holds it back until then.</summary>
    public (Instant At, ValueList<string> Reasons) EarliestMessage(Instant? coolDownUntil)
    {
        var reasons = new List<string>();
        var at = asOf;
        while (true)
        {
            var before = at;
            if (coolDownUntil > at) Wait(coolDownUntil.Value, NudgeReasons.CoolDown);
            if (CapFreeAt(policy.DailyCap, OneDay) is var day && day > at) Wait(day, NudgeReasons.DailyCap);
            if (CapFreeAt(policy.WeeklyCap, OneWeek) is var week && week > at) Wait(week, NudgeReasons.WeeklyCap);
            if (QuietUntil(at) is { } morning) Wait(morning, NudgeReasons.QuietHours);
            if (at == before) return (at, [.. reasons]);
        }

        void Wait(Instant until, string reason)
        {
            at = until;
            if (!reasons.Contains(reason)) reasons.Add(reason);
        }
    }

    /// <summary>When fewer than the cap lie within the last window: the cap-th latest message leaves it.</summary>
    private Instant CapFreeAt(int cap, Duration window)
    {
        var counted = _sent.Length + (IsTaken ? 1 : 0);
        if (counted < cap) return Instant.MinValue;
        var index = counted - cap;
        return (index < _sent.Length ? _sent[index] : asOf) + window;
    }

    private Instant? QuietUntil(Instant at)
    {
        if (policy.QuietFrom == policy.QuietTo) return null;
        var zone = ZoneOf();
        var local = at.InZone(zone).LocalDateTime;
        var isOverMidnight = policy.QuietFrom > policy.QuietTo;
        var time = local.TimeOfDay;
        var isQuiet = isOverMidnight ? time >= policy.QuietFrom || time < policy.QuietTo : time >= policy.QuietFrom && time < policy.QuietTo;
        if (!isQuiet) return null;
        var date = isOverMidnight && time >= policy.QuietFrom ? local.Date.PlusDays(1) : local.Date;
        return (date + policy.QuietTo).InZoneLeniently(zone).ToInstant();
    }

    private DateTimeZone ZoneOf() =>
        journey.Profile[policy.ZoneProfileKey]?.ToString() is { } id && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone ? zone : policy.Zone;
}
