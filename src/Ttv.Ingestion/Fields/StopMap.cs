using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ttv.Ingestion.Fields;

/// <summary>
/// Where a JSON text in quotes may stop: each quote, backslash and control character of some lines, one bit a byte. Made for
/// all lines at once, so that finding a text's end waits for a bit and not for a comparison of what stands there.
/// </summary>
internal sealed class StopMap
{
    private const int WordBytes = 64;

    private ulong[] _words = [];

    /// <summary>Maps lines; tells whether all of them are ASCII.</summary>
    /// <param name="text">Lines, followed by <see cref="Blocks.Block.Padding"/> zeros.</param>
    public bool Read(ReadOnlySpan<byte> text)
    {
        var words = text.Length / WordBytes;
        if (_words.Length < words) _words = new ulong[Math.Max(words, 2 * _words.Length)];
        var seen = Vector256<byte>.Zero;
        for (var i = 0; i < words; i++)
        {
            var low = Vector256.Create(text.Slice(i * WordBytes, Vector256<byte>.Count));
            var high = Vector256.Create(text.Slice((i * WordBytes) + Vector256<byte>.Count, Vector256<byte>.Count));
            seen |= low | high;
            _words[i] = StopsIn(low) | ((ulong)StopsIn(high) << 32);
        }

        return seen.ExtractMostSignificantBits() == 0;
    }

    /// <summary>The first stop at a position of the lines or after it; the zero behind the last line is one.</summary>
    public int Next(int position)
    {
        var word = position >> 6;
        // Only the lowest six bits of the count matter to a shift.
        var bits = _words[word] >> position;
        if (bits != 0) return position + BitOperations.TrailingZeroCount(bits);
        do bits = _words[++word];
        while (bits == 0);
        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private static uint StopsIn(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.LessThan(bytes, Vector256.Create((byte)' ')))
            .ExtractMostSignificantBits();
}
