using NodaTime;
using NodaTime.TimeZones;

namespace Ttv;

/// <summary>Instants as Ttv keeps them: whole microseconds, which every store can hold.</summary>
internal static class Instants
{
    private static readonly ZoneLocalMappingResolver FirstThereIs = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first instant of a date, which need not be midnight where clocks change then. A date that a zone left out, as Samoa did 2011-12-30, begins with the next one.</summary>
    public static Instant StartOf(LocalDate date, DateTimeZone zone) => date.AtMidnight().InZone(zone, FirstThereIs).ToInstant();

    /// <summary>The instant rounded down to the microsecond.</summary>
    public static Instant Quantise(Instant instant) => FromMicroseconds(ToMicroseconds(instant));

    /// <summary>Whole microseconds since the Unix epoch, rounded down.</summary>
    public static long ToMicroseconds(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return ticks >= 0 ? ticks / 10 : -((9 - ticks) / 10);
    }

    public static Instant FromMicroseconds(long microseconds) => Instant.FromUnixTimeTicks(checked(microseconds * 10));

    public static Instant Min(Instant a, Instant b) => a < b ? a : b;

    public static Instant Max(Instant a, Instant b) => a > b ? a : b;
}
