using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ttv.Ingestion.Fields;

/// <summary>
/// Where a JSON text in quotes may stop: each quote, backslash and control character of some lines, one bit a byte, set where
/// the byte is <c>"</c>, <c>\</c> or below a space. Made for all lines at once, so that finding a text's end waits for a bit
/// and not for a comparison of what stands there.
/// </summary>
internal sealed class StopMap
{
    private const int StepBytes = 64;

    private byte[] _map = [];

    /// <summary>Maps lines; tells whether all of them are ASCII.</summary>
    /// <param name="text">Lines, followed by <see cref="Blocks.Block.Padding"/> zeros.</param>
    public bool Read(ReadOnlySpan<byte> text)
    {
        var steps = text.Length / StepBytes;
        // One step more, as any eight bytes of the map are read at once.
        if (_map.Length < (steps + 1) * sizeof(ulong)) _map = new byte[Math.Max((steps + 1) * sizeof(ulong), 2 * _map.Length)];
        var seen = Vector256<byte>.Zero;
        for (var i = 0; i < steps; i++)
        {
            var low = Vector256.Create(text.Slice(i * StepBytes, Vector256<byte>.Count));
            var high = Vector256.Create(text.Slice((i * StepBytes) + Vector256<byte>.Count, Vector256<byte>.Count));
            seen |= low | high;
            BinaryPrimitives.WriteUInt64LittleEndian(_map.AsSpan(i * sizeof(ulong)), StopsIn(low) | ((ulong)StopsIn(high) << 32));
        }

        return seen.ExtractMostSignificantBits() == 0;
    }

    /// <summary>The first stop at a position of the lines or after it; the zero behind the last line is one.</summary>
    /// <remarks>Looks at 57 bytes or more at once, wherever they begin, so that texts of the usual lengths take the same way.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int position)
    {
        var stops = StopsFrom(position >> 3) >> (position & 7);
        return stops != 0 ? position + BitOperations.TrailingZeroCount(stops) : NextFarAway((position >> 3) + sizeof(ulong));
    }

    private int NextFarAway(int at)
    {
        while (StopsFrom(at) == 0) at += sizeof(ulong);
        return (at << 3) + BitOperations.TrailingZeroCount(StopsFrom(at));
    }

    private ulong StopsFrom(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_map.AsSpan(at));

    private static uint StopsIn(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.LessThan(bytes, Vector256.Create((byte)' ')))
            .ExtractMostSignificantBits();
}
