using System.Runtime.Intrinsics;
using System.Text;
using NodaTime;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Fields;

/// <summary>Reads ISO 8601 times from bytes: the usual form directly, any other as <see cref="Times"/> reads it, with the same result.</summary>
internal static class Utf8Times
{
    private const int LongestOffsetHours = 17;

    private static readonly Vector128<byte> WithT = Vector128.Create("0000-00-00T00:00"u8);
    private static readonly Vector128<byte> WithSpace = Vector128.Create("0000-00-00 00:00"u8);

    private static ReadOnlySpan<byte> Limits => [9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9];

    private static ReadOnlySpan<byte> DigitPlaces => [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 255, 255, 255, 255];

    private static ReadOnlySpan<ushort> DaysBefore => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    private static ReadOnlySpan<byte> DaysIn => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static ReadOnlySpan<int> FractionScale => [0, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Whole microseconds since the Unix epoch, rounded down.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, DateTimeZone zone, out long microseconds)
    {
        if (TryParseUsual(text, zone, out microseconds)) return true;
        if (!Times.TryParseIso(Encoding.UTF8.GetString(text), zone, out var instant)) return false;
        microseconds = Instants.ToMicroseconds(instant);
        return true;
    }

    /// <summary><c>2026-03-02T09:00:00</c>, a fraction of up to nine digits, and Z or an offset to the minute; without either in UTC only.</summary>
    private static bool TryParseUsual(ReadOnlySpan<byte> text, DateTimeZone zone, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < 19 || !TryParseToTheSecond(text, out var seconds)) return false;
        var rest = text[19..];
        var fraction = 0;
        if (rest.Length > 0 && rest[0] == '.')
        {
            var digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit((char)rest[digits]))
            {
                if (digits <= 6) fraction = (fraction * 10) + rest[digits] - '0';
                digits++;
            }

            if (digits is 1 or > 10) return false;
            if (digits < 7) fraction *= FractionScale[digits - 1];
            rest = rest[digits..];
        }

        if (rest is [(byte)'Z'] || (rest.IsEmpty && ReferenceEquals(zone, DateTimeZone.Utc)))
        {
            microseconds = (seconds * 1_000_000) + fraction;
            return Times.IsAllowed(microseconds);
        }

        if (rest is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] || !TryTwo(rest[1..], out var hours) || !TryTwo(rest[4..], out var minutes)) return false;
        if (hours > LongestOffsetHours || minutes > 59 || (rest[0] == '-' && hours + minutes == 0)) return false;
        var offset = (hours * 3600) + (minutes * 60);
        microseconds = ((rest[0] == '-' ? seconds + offset : seconds - offset) * 1_000_000) + fraction;
        return Times.IsAllowed(microseconds);
    }

    private static bool TryParseToTheSecond(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        // Every digit less '0' is at most 9, every separator less itself is 0.
        var digits = Vector128.Create(text[..16]) - (text[10] == ' ' ? WithSpace : WithT);
        if (Vector128.GreaterThanAny(digits, Vector128.Create(Limits))) return false;
        // Two digits a lane, the first in the lower byte: ten times it and the second are the number.
        var lanes = Vector128.Shuffle(digits, Vector128.Create(DigitPlaces)).AsUInt16();
        var pairs = ((lanes * 10) + (lanes >>> 8)) & Vector128.Create((ushort)0xff);
        var (year, month, day, hour, minute) = ((pairs[0] * 100) + pairs[1], pairs[2], pairs[3], pairs[4], pairs[5]);
        if (text[16] != ':' || !TryTwo(text[17..], out var second)) return false;
        if (year == 0 || month is 0 or > 12 || hour > 23 || minute > 59 || second > 59) return false;
        var isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day == 0 || day > DaysIn[month] + (isLeap && month == 2 ? 1 : 0)) return false;
        var before = year - 1;
        var days = (365L * before) + (before / 4) - (before / 100) + (before / 400) + DaysBefore[month] + (isLeap && month > 2 ? 1 : 0) + day - 1 - 719_162;
        seconds = (days * 86_400) + (hour * 3600) + (minute * 60) + second;
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, out int number)
    {
        var (tens, ones) = (text[0] - '0', text[1] - '0');
        number = (tens * 10) + ones;
        return (uint)tens <= 9 && (uint)ones <= 9;
    }
}
