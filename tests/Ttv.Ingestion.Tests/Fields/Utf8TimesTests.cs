using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Fields;

/// <summary>Times read from bytes are accepted where times read from text are, and are the same.</summary>
public class Utf8TimesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static void AssertSame(string text, DateTimeZone zone)
    {
        var isTime = Times.TryParseIso(text, zone, out var instant);
        Assert.True(isTime == Utf8Times.TryParse(Encoding.UTF8.GetBytes(text), zone, out var microseconds), $"'{text}' is accepted: {isTime}");
        if (isTime) Assert.True(FloorToMicroseconds(instant) == microseconds, $"'{text}' is {instant}, not {microseconds}");
    }

    private static long FloorToMicroseconds(Instant instant) => (long)Math.Floor((decimal)instant.ToUnixTimeTicks() / 10);

    private static Property ForAnySeed(Action<int> check) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), check);

    [Theory]
    [InlineData("2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02 09:00:00Z")]
    [InlineData("2026-03-02t09:00:00Z")]
    [InlineData("2026-03-02T09:00:00z")]
    [InlineData("2026-03-02T09:00:00.Z")]
    [InlineData("2026-03-02T09:00:00.1Z")]
    [InlineData("2026-03-02T09:00:00.123456789Z")]
    [InlineData("2026-03-02T09:00:00.1234567890Z")]
    [InlineData("2026-03-02T09:00:00,5Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("1969-12-31T23:59:59.999999999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0000-12-31T00:00:00Z")]
    [InlineData("-001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    [InlineData("2000-02-29T00:00:00Z")]
    [InlineData("1900-02-29T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-04-31T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T23:60:00Z")]
    [InlineData("2026-01-01T23:59:60Z")]
    [InlineData("2026-03-02T09:00:00")]
    [InlineData("2026-03-29T02:30:00")]
    [InlineData("2026-10-25T02:30:00.5")]
    [InlineData("2026-03-02T09:00:00+01:00")]
    [InlineData("2026-03-02T09:00:00.25-11:30")]
    [InlineData("2026-03-02T09:00:00-00:00")]
    [InlineData("2026-03-02T09:00:00+00:00")]
    [InlineData("2026-03-02T09:00:00+17:59")]
    [InlineData("2026-03-02T09:00:00+18:00")]
    [InlineData("2026-03-02T09:00:00+18:01")]
    [InlineData("2026-03-02T09:00:00+01:60")]
    [InlineData("2026-03-02T09:00:00+01")]
    [InlineData("2026-03-02T09:00:00+0100")]
    [InlineData("2026-03-02T09:00:00+01:00:30")]
    [InlineData("2026-03-02T09:00:00 UTC")]
    [InlineData("2026-03-02T09:00Z")]
    [InlineData("2026-03-02T09:00+02:00")]
    [InlineData("2026-03-02 09:00")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02T09:00:00ZZ")]
    [InlineData("2026-03-02T09:00:0é")]
    [InlineData("")]
    [InlineData("soon")]
    public void TryParse_OneForm_IsReadAsText(string text)
    {
        AssertSame(text, DateTimeZone.Utc);
        AssertSame(text, Berlin);
    }

    [Property(MaxTest = 20_000)]
    public Property TryParse_AnyTime_IsReadAsText() => ForAnySeed(seed =>
    {
        var random = new Random(seed);
        var text = new StringBuilder($"{random.Next(0, 10_000):0000}-{random.Next(0, 14):00}-{random.Next(0, 33):00}{"TTTT "[random.Next(5)]}{random.Next(0, 25):00}:{random.Next(0, 61):00}:{random.Next(0, 61):00}");
        if (random.Next(2) == 0) text.Append('.').Append(string.Concat(Enumerable.Range(0, random.Next(11)).Select(_ => random.Next(10))));
        text.Append(random.Next(4) switch { 0 => "", 1 => "Z", 2 => $"{"+-"[random.Next(2)]}{random.Next(0, 20):00}:{random.Next(0, 61):00}", _ => "Z" });
        for (var i = random.Next(20) - 17; i > 0; i--) text[random.Next(text.Length)] = "0123456789-+:.TZ x/"[random.Next(19)];
        AssertSame(text.ToString(), random.Next(3) == 0 ? Berlin : DateTimeZone.Utc);
    });
}
