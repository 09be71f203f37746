using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>Whether every signal of a column is at most 1, which the exactness of the other kernels rests on.</summary>
internal static class UnitRange
{
    /// <summary>The first row above <see cref="SignalUnits.Whole"/>, or -1.</summary>
    public static int FirstOutside(ReadOnlySpan<int> signal)
    {
        var greatest = Vector<int>.Zero;
        var values = MemoryMarshal.Cast<int, Vector<int>>(signal);
        for (var v = 0; v < values.Length; v++) greatest = Vector.Max(greatest, values[v]);
        // Only the rest needs a look one by one, unless something is wrong.
        var isFine = Vector.LessThanOrEqualAll(greatest, new Vector<int>(SignalUnits.Whole));
        for (var i = isFine ? values.Length * Vector<int>.Count : 0; i < signal.Length; i++)
        {
            if (signal[i] > SignalUnits.Whole) return i;
        }

        return -1;
    }
}
