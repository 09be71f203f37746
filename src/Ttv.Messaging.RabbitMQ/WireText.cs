using System.Security.Cryptography;
using System.Text;

namespace Ttv.Messaging.RabbitMQ;

/// <summary>Makes texts fit where AMQP has little room: 255 bytes of UTF-8 in a short string, one frame for all headers together.</summary>
internal static class WireText
{
    private const int ShortStringBytes = 255;
    private const int LongestReason = 1000;

    /// <summary>A text for a human, at most 1,000 characters.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= LongestReason) return text;
        var length = char.IsHighSurrogate(text[LongestReason - 2]) ? LongestReason - 2 : LongestReason - 1;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>An identity that fits: itself, or the SHA-256 of it.</summary>
    public static string? Id(string? text) => text is null || Encoding.UTF8.GetByteCount(text) <= ShortStringBytes ? text : $"sha256:{Hash(Encoding.UTF8.GetBytes(text))}";

    /// <summary>As much of a routing key, a type or the like as fits, never half a character.</summary>
    public static string Fit(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= ShortStringBytes) return text;
        int bytes = 0, length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > ShortStringBytes) break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    /// <summary>The SHA-256 in hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
