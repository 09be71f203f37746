using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring.Kernels;

/// <summary>
/// The score of a sum, in hundredths of a point, rounded half up: ⌊(S + d / 2) / d⌋ with d = 100,000 W billionths a hundredth,
/// where W is the whole weight.
/// </summary>
/// <remarks>
/// Without division, as ⌊(S + d / 2 + ½) · (1 / d)⌋ in doubles, which is the same number: S and d / 2 are whole and below 2⁴⁴, so
/// that the first factor is exact and the exact quotient lies at least 1 / (2 d) ≥ 5 · 10⁻¹⁰ away from every whole number;
/// the reciprocal's and the product's rounding move it, being at most 10,001, by less than 10,001 · 2⁻⁵¹ &lt; 5 · 10⁻¹².
/// </remarks>
internal static class WeightedScore
{
    /// <summary>Billionths a hundredth of a point and basis point: 10⁹ · 10⁴ basis points / (10⁴ hundredths · 10⁴) for the whole weight.</summary>
    public const int PerBasisPoint = 100_000;

    /// <summary>The formula, for one account.</summary>
    public static int Of(long sum, int whole) => (int)((sum + (whole * (PerBasisPoint / 2L))) / (whole * (long)PerBasisPoint));

    /// <param name="sums">S by account.</param>
    /// <param name="coverages">The known weight by account in basis points; an account with 0 has no score.</param>
    /// <param name="leastWhole">The whole weight is the known one, and this at least: 1 where the known signals share it, else 10,000.</param>
    /// <param name="divisors">d by account.</param>
    /// <param name="reciprocals">1 / d by account; 0 where there is no score.</param>
    /// <param name="scores">The scores as they are written, <see cref="BatchScorer.NoScore"/> where there is none.</param>
    /// <param name="left">The scores again, 0 where there is none: the hundredths to hand out.</param>
    public static void Divide(ReadOnlySpan<double> sums, ReadOnlySpan<int> coverages, int leastWhole, Span<int> divisors, Span<double> reciprocals, Span<ushort> scores, Span<int> left)
    {
        var done = DivideVectors(sums, coverages, leastWhole, divisors, reciprocals, scores, left);
        DivideScalars(sums[done..], coverages[done..], leastWhole, divisors[done..], reciprocals[done..], scores[done..], left[done..]);
    }

    /// <summary>The formula, one account at a time.</summary>
    public static void DivideScalars(ReadOnlySpan<double> sums, ReadOnlySpan<int> coverages, int leastWhole, Span<int> divisors, Span<double> reciprocals, Span<ushort> scores, Span<int> left)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var whole = Math.Max(coverages[i], leastWhole);
            divisors[i] = whole * PerBasisPoint;
            reciprocals[i] = coverages[i] > 0 ? 1.0 / divisors[i] : 0;
            left[i] = coverages[i] > 0 ? Of((long)sums[i], whole) : 0;
            scores[i] = coverages[i] > 0 ? (ushort)left[i] : BatchScorer.NoScore;
        }
    }

    private static int DivideVectors(ReadOnlySpan<double> sums, ReadOnlySpan<int> coverages, int leastWhole, Span<int> divisors, Span<double> reciprocals, Span<ushort> scores, Span<int> left)
    {
        var s = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var c = MemoryMarshal.Cast<int, Vector<int>>(coverages);
        var d = MemoryMarshal.Cast<int, Vector<int>>(divisors);
        var r = MemoryMarshal.Cast<double, Vector<double>>(reciprocals);
        var hundredths = MemoryMarshal.Cast<int, Vector<int>>(left);
        var written = MemoryMarshal.Cast<ushort, Vector<ushort>>(scores);
        var (least, half) = (new Vector<int>(leastWhole), new Vector<double>(0.5));
        for (var v = 0; v < 2 * written.Length; v++)
        {
            var divisor = Vector.Max(c[v], least) * PerBasisPoint;
            Lanes.ToDoubles(divisor, out var low, out var high);
            // One over the divisor, or 0 over it where nothing is known.
            Lanes.ToDoubles(Vector.Min(c[v], Vector<int>.One), out var isKnownLow, out var isKnownHigh);
            var (reciprocalLow, reciprocalHigh) = (isKnownLow / low, isKnownHigh / high);
            hundredths[v] = Lanes.FloorToInts((s[2 * v] + (half * low) + half) * reciprocalLow, (s[(2 * v) + 1] + (half * high) + half) * reciprocalHigh);
            (d[v], r[2 * v], r[(2 * v) + 1]) = (divisor, reciprocalLow, reciprocalHigh);
        }

        for (var v = 0; v < written.Length; v++)
        {
            // All bits of a lane without a score become 1, which is the mark for that.
            var isMissing = Lanes.Narrow(Vector.Equals(c[2 * v], Vector<int>.Zero), Vector.Equals(c[(2 * v) + 1], Vector<int>.Zero));
            written[v] = Lanes.Narrow(hundredths[2 * v], hundredths[(2 * v) + 1]) | isMissing;
        }

        return written.Length * Vector<ushort>.Count;
    }
}
