using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Rules;

/// <summary>
/// Turns planes into masks. Plane p holds a byte a row whose bits are the rules 8 p to 8 p + 7; a row's mask is its bytes one
/// after the other: Σ plane_p 2^(8 p).
/// </summary>
internal static class BitPlanes
{
    /// <summary>The most planes: 64 rules.</summary>
    public const int Most = 8;

    /// <summary>Sets a rule's bit in its plane where its mark is set.</summary>
    public static void Set(int rule, ReadOnlySpan<byte> marks, Span<byte> plane)
    {
        var bit = (byte)(1 << (rule % 8));
        var set = MemoryMarshal.Cast<byte, Vector<byte>>(marks);
        var rows = MemoryMarshal.Cast<byte, Vector<byte>>(plane);
        for (var v = 0; v < rows.Length; v++) rows[v] |= set[v] & new Vector<byte>(bit);
        for (var row = rows.Length * Vector<byte>.Count; row < plane.Length; row++) plane[row] |= (byte)(marks[row] & bit);
    }

    /// <param name="planes">The planes one after the other.</param>
    /// <param name="count">How many there are, 1 to 8.</param>
    /// <param name="stride">The elements from one plane's start to the next.</param>
    /// <param name="masks">The masks by row.</param>
    public static void Join(ReadOnlySpan<byte> planes, int count, int stride, Span<ulong> masks)
    {
        var done = JoinVectors(planes, count, stride, masks);
        JoinScalars(planes, count, stride, masks, done);
    }

    /// <summary>The formula, one row at a time, from a row on.</summary>
    public static void JoinScalars(ReadOnlySpan<byte> planes, int count, int stride, Span<ulong> masks, int from)
    {
        for (var row = from; row < masks.Length; row++)
        {
            var mask = 0UL;
            for (var p = 0; p < count; p++) mask |= (ulong)planes[(p * stride) + row] << (8 * p);
            masks[row] = mask;
        }
    }

    private static int JoinVectors(ReadOnlySpan<byte> planes, int count, int stride, Span<ulong> masks)
    {
        var bytes = MemoryMarshal.Cast<byte, Vector<byte>>(planes);
        var width = stride / Vector<byte>.Count;
        var written = MemoryMarshal.Cast<ulong, Vector<ulong>>(masks);
        var groups = written.Length / 8;
        for (var v = 0; v < groups; v++)
        {
            var (evenLow, evenHigh) = Pair(bytes, count, width, 0, v);
            var (oddLow, oddHigh) = Pair(bytes, count, width, 2, v);
            var (upperEvenLow, upperEvenHigh) = Pair(bytes, count, width, 4, v);
            var (upperOddLow, upperOddHigh) = Pair(bytes, count, width, 6, v);
            Write(evenLow, oddLow, upperEvenLow, upperOddLow, written.Slice(8 * v, 4));
            Write(evenHigh, oddHigh, upperEvenHigh, upperOddHigh, written.Slice((8 * v) + 4, 4));
        }

        return groups * Vector<byte>.Count;
    }

    /// <summary>Planes p and p + 1 as 16-bit numbers; absent ones are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<ushort> Low, Vector<ushort> High) Pair(ReadOnlySpan<Vector<byte>> bytes, int count, int width, int p, int v)
    {
        if (p >= count) return default;
        Vector.Widen(bytes[(p * width) + v], out var low, out var high);
        if (p + 1 >= count) return (low, high);
        Vector.Widen(bytes[((p + 1) * width) + v], out var nextLow, out var nextHigh);
        return (low | (nextLow << 8), high | (nextHigh << 8));
    }

    /// <summary>Four 16-bit numbers a row as one of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector<ushort> first, Vector<ushort> second, Vector<ushort> third, Vector<ushort> fourth, Span<Vector<ulong>> masks)
    {
        Vector.Widen(first, out var firstLow, out var firstHigh);
        Vector.Widen(second, out var secondLow, out var secondHigh);
        Vector.Widen(third, out var thirdLow, out var thirdHigh);
        Vector.Widen(fourth, out var fourthLow, out var fourthHigh);
        Vector.Widen(firstLow | (secondLow << 16), out var a, out var b);
        Vector.Widen(firstHigh | (secondHigh << 16), out var c, out var d);
        Vector.Widen(thirdLow | (fourthLow << 16), out var upperA, out var upperB);
        Vector.Widen(thirdHigh | (fourthHigh << 16), out var upperC, out var upperD);
        (masks[0], masks[1]) = (a | (upperA << 32), b | (upperB << 32));
        (masks[2], masks[3]) = (c | (upperC << 32), d | (upperD << 32));
    }
}
