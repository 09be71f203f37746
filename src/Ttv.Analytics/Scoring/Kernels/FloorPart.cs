using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>A signal's part of the score before rounding: the whole hundredths q = ⌊w s / d⌋ and the remainder w s - q d.</summary>
/// <remarks>
/// As ⌊(w s + ½) · (1 / d)⌋, the same number by the argument of <see cref="WeightedScore"/>. The remainder lies below
/// d ≤ 10⁹, so that its low 32 bits are all of it and wrapping arithmetic finds it.
/// </remarks>
internal static class FloorPart
{
    /// <param name="signal">The signal in billionths, negative where unknown.</param>
    /// <param name="weight">Its weight in basis points.</param>
    /// <param name="fill">What stands in for an unknown value, in billionths.</param>
    /// <param name="divisors">d by account.</param>
    /// <param name="reciprocals">1 / d by account; 0 where there is no score, and q is then 0.</param>
    /// <param name="parts">q by account.</param>
    /// <param name="remainders">The remainders; where there is no score they mean nothing, and nothing is left to hand out.</param>
    /// <param name="left">The hundredths not handed out yet, less q.</param>
    public static void Take(ReadOnlySpan<int> signal, int weight, int fill, ReadOnlySpan<int> divisors, ReadOnlySpan<double> reciprocals, Span<int> parts, Span<int> remainders, Span<int> left)
    {
        var done = TakeVectors(signal, weight, fill, divisors, reciprocals, parts, remainders, left);
        TakeScalars(signal[done..], weight, fill, divisors[done..], reciprocals[done..], parts[done..], remainders[done..], left[done..]);
    }

    /// <summary>The formula, one account at a time.</summary>
    public static void TakeScalars(ReadOnlySpan<int> signal, int weight, int fill, ReadOnlySpan<int> divisors, ReadOnlySpan<double> reciprocals, Span<int> parts, Span<int> remainders, Span<int> left)
    {
        for (var i = 0; i < signal.Length; i++)
        {
            var product = (long)weight * (signal[i] >= 0 ? signal[i] : fill);
            parts[i] = reciprocals[i] > 0 ? (int)(product / divisors[i]) : 0;
            remainders[i] = (int)(product - ((long)parts[i] * divisors[i]));
            left[i] -= parts[i];
        }
    }

    private static int TakeVectors(ReadOnlySpan<int> signal, int weight, int fill, ReadOnlySpan<int> divisors, ReadOnlySpan<double> reciprocals, Span<int> parts, Span<int> remainders, Span<int> left)
    {
        var values = MemoryMarshal.Cast<int, Vector<int>>(signal);
        var d = MemoryMarshal.Cast<int, Vector<int>>(divisors);
        var r = MemoryMarshal.Cast<double, Vector<double>>(reciprocals);
        var q = MemoryMarshal.Cast<int, Vector<int>>(parts);
        var rest = MemoryMarshal.Cast<int, Vector<int>>(remainders);
        var l = MemoryMarshal.Cast<int, Vector<int>>(left);
        var (basisPoints, factor, standIn, half) = (new Vector<int>(weight), new Vector<double>(weight), new Vector<int>(fill), new Vector<double>(0.5));
        for (var v = 0; v < values.Length; v++)
        {
            var taken = Vector.ConditionalSelect(Vector.LessThan(values[v], Vector<int>.Zero), standIn, values[v]);
            Lanes.ToDoubles(taken, out var low, out var high);
            var part = Lanes.FloorToInts(((factor * low) + half) * r[2 * v], ((factor * high) + half) * r[(2 * v) + 1]);
            q[v] = part;
            rest[v] = (basisPoints * taken) - (part * d[v]);
            l[v] -= part;
        }

        return values.Length * Vector<int>.Count;
    }
}
