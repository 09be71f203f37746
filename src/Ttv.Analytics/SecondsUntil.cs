using NodaTime;

namespace Ttv.Analytics;

/// <summary>Whole seconds until an instant, rounded up and within what 32 bits hold: 0 or less means exactly that it has come.</summary>
internal static class SecondsUntil
{
    /// <summary>Never: the greatest number of seconds, which no instant gives.</summary>
    public const int Never = int.MaxValue;

    private const long Micros = 1_000_000;

    /// <summary>⌈at - asOf⌉ in seconds.</summary>
    public static int Of(Instant at, Instant asOf)
    {
        var apart = at > asOf ? at - asOf : asOf - at;
        var seconds = (apart.Days * (long)NodaConstants.SecondsPerDay) + (apart.NanosecondOfDay / NodaConstants.NanosecondsPerSecond);
        if (at <= asOf) return (int)-Math.Min(seconds, Never);
        var isWhole = apart.NanosecondOfDay % NodaConstants.NanosecondsPerSecond == 0;
        return (int)Math.Min(isWhole ? seconds : seconds + 1, Never - 1);
    }

    /// <summary>⌈at - asOf⌉ in seconds, both in microseconds since the Unix epoch.</summary>
    public static int Of(long at, long asOf)
    {
        var apart = at - asOf;
        return (int)Math.Clamp(apart > 0 ? (apart + Micros - 1) / Micros : apart / Micros, -Never, Never - 1);
    }
}
