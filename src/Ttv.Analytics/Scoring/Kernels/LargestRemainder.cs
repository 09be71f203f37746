using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>
/// Hands the hundredths left over to the largest remainders, ties to declaration order (Hamilton): a signal gets one where
/// #{j before it: r_j ≥ r} + #{j after it: r_j &gt; r} is less than what is left.
/// </summary>
/// <remarks>Without branches: the signals' places are counted, not sorted. n signals cost n (n - 1) comparisons an account.</remarks>
internal static class LargestRemainder
{
    /// <param name="index">The signal's position.</param>
    /// <param name="parts">Its whole hundredths by account.</param>
    /// <param name="remainders">The remainders of every signal, a column a signal.</param>
    /// <param name="stride">The elements from one signal's remainders to the next.</param>
    /// <param name="left">The hundredths left over by account.</param>
    /// <param name="written">The signal's contributions.</param>
    public static void Give(int index, ReadOnlySpan<int> parts, ReadOnlySpan<int> remainders, int stride, ReadOnlySpan<int> left, Span<ushort> written)
    {
        var done = GiveVectors(index, parts, remainders, stride, left, written);
        GiveScalars(index, parts, remainders, stride, left, written, done);
    }

    /// <summary>The formula, one account at a time, from an account on.</summary>
    public static void GiveScalars(int index, ReadOnlySpan<int> parts, ReadOnlySpan<int> remainders, int stride, ReadOnlySpan<int> left, Span<ushort> written, int from)
    {
        for (var i = from; i < written.Length; i++)
        {
            var (own, place) = (remainders[(index * stride) + i], 0);
            for (var (j, at) = (0, i); at < remainders.Length; j++, at += stride)
            {
                if (j < index ? remainders[at] >= own : remainders[at] > own) place++;
            }

            written[i] = (ushort)(parts[i] + (place < left[i] ? 1 : 0));
        }
    }

    private static int GiveVectors(int index, ReadOnlySpan<int> parts, ReadOnlySpan<int> remainders, int stride, ReadOnlySpan<int> left, Span<ushort> written)
    {
        var q = MemoryMarshal.Cast<int, Vector<int>>(parts);
        var r = MemoryMarshal.Cast<int, Vector<int>>(remainders);
        var l = MemoryMarshal.Cast<int, Vector<int>>(left);
        var contributions = MemoryMarshal.Cast<ushort, Vector<ushort>>(written);
        var width = stride / Vector<int>.Count;
        for (var v = 0; v < contributions.Length; v++)
            contributions[v] = Lanes.Narrow(Give(index, q, r, width, l, 2 * v), Give(index, q, r, width, l, (2 * v) + 1));
        return contributions.Length * Vector<ushort>.Count;
    }

    private static Vector<int> Give(int index, ReadOnlySpan<Vector<int>> parts, ReadOnlySpan<Vector<int>> remainders, int width, ReadOnlySpan<Vector<int>> left, int v)
    {
        // A comparison that holds is -1 in its lane: subtracting counts it.
        var (own, place) = (remainders[(index * width) + v], Vector<int>.Zero);
        var at = v;
        for (var before = own - Vector<int>.One; at < (index * width) + v; at += width) place -= Vector.GreaterThan(remainders[at], before);
        for (at += width; at < remainders.Length; at += width) place -= Vector.GreaterThan(remainders[at], own);
        return parts[v] - Vector.LessThan(place, left[v]);
    }
}
