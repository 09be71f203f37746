using NodaTime;

namespace Ttv.EntityFrameworkCore;

/// <summary>Instants as the tables hold them: whole microseconds since 1970, UTC.</summary>
internal static class Micros
{
    public static long Of(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return ticks >= 0 ? ticks / 10 : -((9 - ticks) / 10);
    }

    public static long? Of(Instant? instant) => instant is { } value ? Of(value) : null;

    public static long Of(Duration duration) => (long)(duration.TotalTicks / 10);

    public static Instant ToInstant(long microseconds) => Instant.FromUnixTimeTicks(checked(microseconds * 10));

    public static Instant? ToInstant(long? microseconds) => microseconds is { } value ? ToInstant(value) : null;

    public static Duration ToDuration(long microseconds) => Duration.FromTicks(microseconds * 10);
}
