using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>Adds a signal to the accounts' sums: S += w s, and to their coverage: C += w where s is known.</summary>
/// <remarks>
/// S is at most 10,000 · 10⁹ = 10¹³ billionths, below 2⁵³: every product and every sum of the doubles is a whole number and
/// exact, in whatever order and with or without a fused multiply-add.
/// </remarks>
internal static class WeightedSum
{
    /// <param name="signal">The signal in billionths, negative where unknown.</param>
    /// <param name="weight">Its weight in basis points.</param>
    /// <param name="fill">What stands in for an unknown value, in billionths.</param>
    /// <param name="sums">S by account.</param>
    /// <param name="coverages">C by account.</param>
    public static void Add(ReadOnlySpan<int> signal, int weight, int fill, Span<double> sums, Span<int> coverages)
    {
        var done = AddVectors(signal, weight, fill, sums, coverages);
        AddScalars(signal[done..], weight, fill, sums[done..], coverages[done..]);
    }

    /// <summary>The formula, one account at a time.</summary>
    public static void AddScalars(ReadOnlySpan<int> signal, int weight, int fill, Span<double> sums, Span<int> coverages)
    {
        for (var i = 0; i < signal.Length; i++)
        {
            var isKnown = signal[i] >= 0;
            sums[i] += (long)weight * (isKnown ? signal[i] : fill);
            if (isKnown) coverages[i] += weight;
        }
    }

    private static int AddVectors(ReadOnlySpan<int> signal, int weight, int fill, Span<double> sums, Span<int> coverages)
    {
        var values = MemoryMarshal.Cast<int, Vector<int>>(signal);
        var c = MemoryMarshal.Cast<int, Vector<int>>(coverages);
        var s = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var (basisPoints, factor, standIn) = (new Vector<int>(weight), new Vector<double>(weight), new Vector<int>(fill));
        for (var v = 0; v < values.Length; v++)
        {
            var isMissing = Vector.LessThan(values[v], Vector<int>.Zero);
            c[v] += Vector.AndNot(basisPoints, isMissing);
            Lanes.ToDoubles(Vector.ConditionalSelect(isMissing, standIn, values[v]), out var low, out var high);
            s[2 * v] += factor * low;
            s[(2 * v) + 1] += factor * high;
        }

        return values.Length * Vector<int>.Count;
    }
}
