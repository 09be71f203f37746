using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>The known signal that adds most: the first with the greatest w s above 0.</summary>
/// <remarks>The products are whole numbers up to 10¹³ and exact in doubles.</remarks>
internal static class Dominant
{
    /// <summary>Sets a signal against the best so far.</summary>
    /// <param name="signal">The signal in billionths, negative where unknown.</param>
    /// <param name="weight">Its weight in basis points.</param>
    /// <param name="index">Its position.</param>
    /// <param name="best">The greatest w s so far by account, 0 before the first.</param>
    /// <param name="dominants">The position it belongs to.</param>
    public static void Challenge(ReadOnlySpan<int> signal, int weight, int index, Span<double> best, Span<int> dominants)
    {
        var done = ChallengeVectors(signal, weight, index, best, dominants);
        ChallengeScalars(signal[done..], weight, index, best[done..], dominants[done..]);
    }

    /// <summary>The formula, one account at a time.</summary>
    public static void ChallengeScalars(ReadOnlySpan<int> signal, int weight, int index, Span<double> best, Span<int> dominants)
    {
        for (var i = 0; i < signal.Length; i++)
        {
            double part = (long)weight * Math.Max(signal[i], 0);
            if (part > best[i]) (best[i], dominants[i]) = (part, index);
        }
    }

    private static int ChallengeVectors(ReadOnlySpan<int> signal, int weight, int index, Span<double> best, Span<int> dominants)
    {
        var values = MemoryMarshal.Cast<int, Vector<int>>(signal);
        var b = MemoryMarshal.Cast<double, Vector<double>>(best);
        var d = MemoryMarshal.Cast<int, Vector<int>>(dominants);
        var (factor, position) = (new Vector<double>(weight), new Vector<int>(index));
        for (var v = 0; v < values.Length; v++)
        {
            Lanes.ToDoubles(Vector.Max(values[v], Vector<int>.Zero), out var low, out var high);
            var (partLow, partHigh) = (factor * low, factor * high);
            var isBetter = Vector.Narrow(Vector.GreaterThan(partLow, b[2 * v]), Vector.GreaterThan(partHigh, b[(2 * v) + 1]));
            d[v] = Vector.ConditionalSelect(isBetter, position, d[v]);
            b[2 * v] = Vector.Max(b[2 * v], partLow);
            b[(2 * v) + 1] = Vector.Max(b[(2 * v) + 1], partHigh);
        }

        return values.Length * Vector<int>.Count;
    }
}
