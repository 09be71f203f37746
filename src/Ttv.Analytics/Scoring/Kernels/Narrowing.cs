using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>Writes whole numbers into narrower columns that hold all of their values.</summary>
internal static class Narrowing
{
    /// <summary>Numbers from 0 to 65,535.</summary>
    public static void Write(ReadOnlySpan<int> numbers, Span<ushort> written)
    {
        var wide = MemoryMarshal.Cast<int, Vector<int>>(numbers);
        var narrow = MemoryMarshal.Cast<ushort, Vector<ushort>>(written);
        for (var v = 0; v < narrow.Length; v++) narrow[v] = Lanes.Narrow(wide[2 * v], wide[(2 * v) + 1]);
        for (var i = narrow.Length * Vector<ushort>.Count; i < written.Length; i++) written[i] = (ushort)numbers[i];
    }

    /// <summary>Numbers from 0 to 255.</summary>
    public static void Write(ReadOnlySpan<int> numbers, Span<byte> written)
    {
        var wide = MemoryMarshal.Cast<int, Vector<int>>(numbers);
        var narrow = MemoryMarshal.Cast<byte, Vector<byte>>(written);
        for (var v = 0; v < narrow.Length; v++)
        {
            narrow[v] = Vector.Narrow(
                Lanes.Narrow(wide[4 * v], wide[(4 * v) + 1]),
                Lanes.Narrow(wide[(4 * v) + 2], wide[(4 * v) + 3]));
        }

        for (var i = narrow.Length * Vector<byte>.Count; i < written.Length; i++) written[i] = (byte)numbers[i];
    }
}
