using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>
/// The conversions that the kernels share. They are written over <see cref="Vector{T}"/>: one source for registers of 128, 256
/// and 512 bits, and every operation is exact in each lane, so that the width never shows in a result.
/// </summary>
internal static class Lanes
{
    /// <summary>2⁵², whose bits with a whole number below 2³² in the low half are those of 2⁵² + that number.</summary>
    private const double Carrier = 4_503_599_627_370_496;

    /// <summary>The same whole numbers, 0 or more, as doubles: exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToDoubles(Vector<int> numbers, out Vector<double> low, out Vector<double> high)
    {
        var carrier = new Vector<double>(Carrier);
        Vector.Widen(Vector.AsVectorUInt32(numbers), out var wideLow, out var wideHigh);
        low = Vector.AsVectorDouble(wideLow | Vector.AsVectorUInt64(carrier)) - carrier;
        high = Vector.AsVectorDouble(wideHigh | Vector.AsVectorUInt64(carrier)) - carrier;
    }

    /// <summary>⌊x⌋ of doubles from 0 to below 2³¹, as whole numbers: exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> FloorToInts(Vector<double> low, Vector<double> high)
    {
        var carrier = new Vector<double>(Carrier);
        return Vector.AsVectorInt32(Vector.Narrow(
            Vector.AsVectorUInt64(Vector.Floor(low) + carrier),
            Vector.AsVectorUInt64(Vector.Floor(high) + carrier)));
    }

    /// <summary>The low halves of 32-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<ushort> Narrow(Vector<int> first, Vector<int> second) => Vector.Narrow(Vector.AsVectorUInt32(first), Vector.AsVectorUInt32(second));
}
