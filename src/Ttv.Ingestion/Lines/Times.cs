using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Ttv.Ingestion.Lines;

/// <summary>Reads the times that public formats write.</summary>
internal static class Times
{
    /// <summary>The start of the year 1 in UTC, in microseconds since the Unix epoch.</summary>
    private const long Earliest = -62_135_596_800_000_000;

    /// <summary>The last microsecond of the year 9999 in UTC.</summary>
    private const long Latest = 253_402_300_799_999_999;

    private const long LargestSeconds = 100_000_000_000;

    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFFo<G>");
    private static readonly OffsetDateTimePattern WithOffsetToTheMinute = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>");
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF");
    private static readonly LocalDateTimePattern LocalToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>Whether a log may tell a time, in microseconds since the Unix epoch: those of the years 1 to 9999 in UTC.</summary>
    public static bool IsAllowed(long microseconds) => microseconds is >= Earliest and <= Latest;

    /// <summary>An ISO 8601 time, with an offset or Z, or without one in the given zone; a space may stand for the T.</summary>
    public static bool TryParseIso(string text, DateTimeZone zone, out Instant instant)
    {
        if (text.Length > 10 && text[10] == ' ') text = string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11));
        if (text.EndsWith(" UTC", StringComparison.Ordinal)) text = string.Concat(text.AsSpan(0, text.Length - 4), "Z");
        if (WithOffset.Parse(text) is { Success: true } offset) return TryAt(offset.Value, out instant);
        if (Local.Parse(text) is { Success: true } local) return TryAt(local.Value, zone, out instant);
        if (WithOffsetToTheMinute.Parse(text) is { Success: true } minutes) return TryAt(minutes.Value, out instant);
        if (LocalToTheMinute.Parse(text) is { Success: true } localMinutes) return TryAt(localMinutes.Value, zone, out instant);
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date) return TryAt(date.Value, zone, out instant);
        instant = default;
        return false;
    }

    /// <summary>Seconds since the Unix epoch, or milliseconds where the number is 100,000,000,000 or more.</summary>
    public static bool TryParseEpoch(double number, out Instant instant) => TryFromMilliseconds(Math.Abs(number) >= LargestSeconds ? number : number * 1000, out instant);

    public static bool TryFromMilliseconds(double milliseconds, out Instant instant)
    {
        instant = default;
        if (!(Math.Abs(milliseconds) < 200_000_000_000_000)) return false;
        var whole = Math.Floor(milliseconds);
        return IsAllowed(Instant.FromUnixTimeMilliseconds((long)whole) + Duration.FromTicks((long)((milliseconds - whole) * 10_000)), out instant);
    }

    public static Instant RequireIso(string field, string text, DateTimeZone zone) =>
        TryParseIso(text, zone, out var instant)
            ? instant
            : throw new LineException(SetAsideReasons.InvalidTime, $"{field} is {LineException.Quote(text)}: an ISO 8601 time of the years 1 to 9999 in UTC is allowed, such as 2026-03-02T09:00:00Z.");

    public static Instant RequireEpoch(string field, double number) =>
        TryParseEpoch(number, out var instant)
            ? instant
            : throw new LineException(SetAsideReasons.InvalidTime, string.Create(CultureInfo.InvariantCulture, $"{field} is {number}: seconds or milliseconds since 1970 are allowed."));

    /// <summary>An offset may lead out of the years that an instant has.</summary>
    private static bool TryAt(OffsetDateTime time, out Instant instant)
    {
        instant = default;
        if (time.Year is < 1 or > 9999) return false;
        var local = time.LocalDateTime.InUtc().ToInstant();
        var shift = Duration.FromTicks(time.Offset.Ticks);
        if (shift < local - Instant.MaxValue) return false;
        return IsAllowed(local - shift, out instant);
    }

    private static bool TryAt(LocalDateTime time, DateTimeZone zone, out Instant instant)
    {
        instant = default;
        if (time.Year is < 1 or > 9999) return false;
        // On the first and last days the zone's own arithmetic may leave the range; no clock is changed on them.
        return time.Year is 1 or 9999 && time.DayOfYear is 1 or 365
            ? TryAt(time.WithOffset(zone.GetUtcOffset(time.InUtc().ToInstant())), out instant)
            : IsAllowed(time.InZoneLeniently(zone).ToInstant(), out instant);
    }

    private static bool TryAt(LocalDate date, DateTimeZone zone, out Instant instant)
    {
        instant = default;
        return date.Year is >= 1 and <= 9999 && IsAllowed(Instants.StartOf(date, zone), out instant);
    }

    private static bool IsAllowed(Instant value, out Instant instant)
    {
        instant = value;
        return IsAllowed(Instants.ToMicroseconds(value));
    }
}
