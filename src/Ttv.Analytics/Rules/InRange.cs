using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Rules;

/// <summary>
/// Keeps the marks of rows with low ≤ x ≤ high, or of the others. In wrapping unsigned arithmetic that is one comparison,
/// x - low ≤ high - low, for every operator, and for signed columns too.
/// </summary>
/// <remarks>A mark is a byte: 255 is set, 0 is not. Vectors have no unsigned ≤, so it is taken as min(x - low, width) = x - low.</remarks>
internal static class InRange
{
    /// <summary>A column of bytes.</summary>
    public static void Restrict(ReadOnlySpan<byte> column, in ValueRange range, Span<byte> marks)
    {
        var (low, width, outside) = ((byte)range.Low, (byte)(range.High - range.Low), Outside(range));
        var rows = MemoryMarshal.Cast<byte, Vector<byte>>(column);
        var kept = MemoryMarshal.Cast<byte, Vector<byte>>(marks);
        for (var v = 0; v < kept.Length; v++) kept[v] &= IsInside(rows[v], low, width) ^ new Vector<byte>(outside);
        RestrictScalars(column, low, width, outside, marks, kept.Length * Vector<byte>.Count);
    }

    /// <summary>A column of 16 bits.</summary>
    public static void Restrict(ReadOnlySpan<ushort> column, in ValueRange range, Span<byte> marks)
    {
        var (low, width, outside) = ((ushort)range.Low, (ushort)(range.High - range.Low), Outside(range));
        var rows = MemoryMarshal.Cast<ushort, Vector<ushort>>(column);
        var kept = MemoryMarshal.Cast<byte, Vector<byte>>(marks);
        for (var v = 0; v < kept.Length; v++)
        {
            var isInside = Vector.Narrow(IsInside(rows[2 * v], low, width), IsInside(rows[(2 * v) + 1], low, width));
            kept[v] &= isInside ^ new Vector<byte>(outside);
        }

        RestrictScalars(column, low, width, outside, marks, kept.Length * Vector<byte>.Count);
    }

    /// <summary>A column of 32 bits.</summary>
    public static void Restrict(ReadOnlySpan<uint> column, in ValueRange range, Span<byte> marks)
    {
        var (low, width, outside) = ((uint)range.Low, (uint)(range.High - range.Low), Outside(range));
        var rows = MemoryMarshal.Cast<uint, Vector<uint>>(column);
        var kept = MemoryMarshal.Cast<byte, Vector<byte>>(marks);
        for (var v = 0; v < kept.Length; v++)
        {
            var isInside = Vector.Narrow(
                Vector.Narrow(IsInside(rows[4 * v], low, width), IsInside(rows[(4 * v) + 1], low, width)),
                Vector.Narrow(IsInside(rows[(4 * v) + 2], low, width), IsInside(rows[(4 * v) + 3], low, width)));
            kept[v] &= isInside ^ new Vector<byte>(outside);
        }

        RestrictScalars(column, low, width, outside, marks, kept.Length * Vector<byte>.Count);
    }

    /// <summary>The formula, one row at a time, from a row on.</summary>
    public static void RestrictScalars<T>(ReadOnlySpan<T> column, T low, T width, byte outside, Span<byte> marks, int from)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        for (var row = from; row < marks.Length; row++)
            marks[row] &= (byte)((unchecked(column[row] - low) <= width ? byte.MaxValue : 0) ^ outside);
    }

    /// <summary>What turns inside into outside: all bits or none.</summary>
    private static byte Outside(in ValueRange range) => range.IsOutside ? byte.MaxValue : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> IsInside<T>(Vector<T> values, T low, T width)
    {
        var fromLow = values - new Vector<T>(low);
        return Vector.Equals(Vector.Min(fromLow, new Vector<T>(width)), fromLow);
    }
}
