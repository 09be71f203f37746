using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;

namespace Ttv.Ingestion.Fields;

/// <summary>Finds where JSON values end, by the grammar of RFC 8259. Text is valid UTF-8 with zeros behind it, so that every scan stops by itself.</summary>
internal static class ValueScan
{
    /// <summary>So many characters without an exponent are a finite double.</summary>
    public const int LongestPlainNumber = 300;

    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/bfnrt"u8);

    /// <summary>The first position that is no space, tab or carriage return; a line feed ends the line.</summary>
    public static int SkipSpace(ReadOnlySpan<byte> text, int position)
    {
        while (text[position] is (byte)' ' or (byte)'\t' or (byte)'\r') position++;
        return position;
    }

    /// <summary>The closing quote of a text that has an escape at a position; -1 where it is faulty.</summary>
    public static int EndOfEscaped(ReadOnlySpan<byte> text, StopMap stops, int position)
    {
        while (text[position] == '\\')
        {
            var escape = text[position + 1];
            if (Escapes.Contains(escape)) position += 2;
            else if (escape == 'u' && AreHex(text.Slice(position + 2, 4))) position += 6;
            else return -1;
            position = stops.Next(position);
        }

        return text[position] == '"' ? position : -1;
    }

    /// <summary>Whether a text with escapes is one: half a surrogate pair can only come from an escape.</summary>
    public static bool IsSoundText(ReadOnlySpan<byte> text) => text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0;

    /// <summary>Where a number ends, or -1. What follows it is the caller's to judge.</summary>
    public static int EndOfNumber(ReadOnlySpan<byte> text, int position)
    {
        position = EndOfPlainNumber(text, position);
        if (position < 0 || text[position] is not ((byte)'e' or (byte)'E')) return position;
        return SkipSomeDigits(text, text[position + 1] is (byte)'+' or (byte)'-' ? position + 2 : position + 1);
    }

    /// <summary>Where a number ends that has no exponent, or -1.</summary>
    public static int EndOfPlainNumber(ReadOnlySpan<byte> text, int position)
    {
        if (text[position] == '-') position++;
        var first = position;
        position = SkipDigits(text, position);
        if (position == first || (text[first] == '0' && position > first + 1)) return -1;
        return text[position] == '.' ? SkipSomeDigits(text, position + 1) : position;
    }

    /// <summary>Whether a number is a finite double: only an exponent or very many digits leave the range.</summary>
    public static bool IsFinite(ReadOnlySpan<byte> number) =>
        (number.Length <= LongestPlainNumber && !number.ContainsAny((byte)'e', (byte)'E')) || (Utf8Parser.TryParse(number, out double value, out _) && double.IsFinite(value));

    /// <summary>The word at a position; absent where it is none.</summary>
    public static FieldValue WordAt(ReadOnlySpan<byte> text, int position)
    {
        var rest = text[position..];
        return rest.StartsWith("true"u8) ? new FieldValue(FieldKind.True, position, 4)
            : rest.StartsWith("false"u8) ? new FieldValue(FieldKind.False, position, 5)
            : rest.StartsWith("null"u8) ? new FieldValue(FieldKind.Null, position, 4)
            : default;
    }

    private static int SkipSomeDigits(ReadOnlySpan<byte> text, int position)
    {
        var end = SkipDigits(text, position);
        return end > position ? end : -1;
    }

    /// <summary>Skips eight digits at a time: a byte is none where it, less '0', is above 9.</summary>
    private static int SkipDigits(ReadOnlySpan<byte> text, int position)
    {
        while (true)
        {
            var digits = BinaryPrimitives.ReadUInt64LittleEndian(text[position..]) ^ 0x3030303030303030;
            var others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
            if (others != 0) return position + (BitOperations.TrailingZeroCount(others) >> 3);
            position += 8;
        }
    }

    private static bool AreHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }
}
