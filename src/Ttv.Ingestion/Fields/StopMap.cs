using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
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
        // One word more, as any eight bytes of the map are read at once.
        if (_words.Length <= words) _words = new ulong[Math.Max(words + 1, 2 * _words.Length)];
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
    /// <remarks>Reads the 57 bits or more from the position on, so that it makes no difference where words begin.</remarks>
    public int Next(int position)
    {
        var map = MemoryMarshal.AsBytes(_words.AsSpan());
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(map[(position >> 3)..]) >> (position & 7);
        return bits != 0 ? position + BitOperations.TrailingZeroCount(bits) : NextFarAway(position);
    }

    private int NextFarAway(int position)
    {
        var word = (position / WordBytes) + 1;
        // There is none before the word's end unless it is the last bits of the word itself.
        var bits = _words[word - 1] >> position;
        if (bits != 0) return position + BitOperations.TrailingZeroCount(bits);
        while (_words[word] == 0) word++;
        return (word * WordBytes) + BitOperations.TrailingZeroCount(_words[word]);
    }

    private static uint StopsIn(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.LessThan(bytes, Vector256.Create((byte)' ')))
            .ExtractMostSignificantBits();
}
