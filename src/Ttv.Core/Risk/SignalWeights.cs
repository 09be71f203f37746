using System.Runtime.CompilerServices;

namespace Ttv.Risk;

/// <summary>
/// The weights of any number of signals. With w in basis points, s in billionths and W the whole weight, a hundredth of a
/// point is d = 100,000 W, a signal's part w s / d, and the score ⌊(Σ w s + d / 2) / d⌋.
/// </summary>
/// <remarks>
/// A quotient ⌊x / d⌋ is taken as ⌊(x + ½) · (1 / d)⌋ in doubles, which is the same number: x is whole and below 2⁴⁴, so that the
/// first factor is exact and the exact quotient lies at least 1 / (2 d) ≥ 5 · 10⁻¹⁰ away from every whole number; the
/// reciprocal's and the product's rounding move it, being at most 10,001, by less than 10,001 · 2⁻⁵¹ &lt; 5 · 10⁻¹².
/// Immutable and thread-safe.
/// </remarks>
internal sealed class SignalWeights
{
    /// <summary>The signal 1 in billionths.</summary>
    public const long Unit = 1_000_000_000;

    /// <summary>All weights in basis points.</summary>
    public const int Whole = 10_000;

    /// <summary>d / W.</summary>
    public const long PerBasisPoint = 100_000;

    /// <summary>The position of strategic fit, which never dominates.</summary>
    public const int StrategicFit = 3;

    /// <summary>Up to so many signals are weighed without an allocation for it.</summary>
    private const int Few = 8;

    private readonly string[] _keys;
    private readonly int[] _weights;

    public SignalWeights(RiskPolicy policy)
    {
        _keys = [.. policy.Weights.Select(w => w.Key)];
        _weights = [.. policy.Weights.Select(w => w.BasisPoints)];
        IsReweighted = policy.Missing == MissingSignals.Reweight;
        Fill = policy.Missing switch
        {
            MissingSignals.Neutral => Unit / 2,
            MissingSignals.AssumeWorst => Unit,
            _ => 0,
        };
    }

    /// <summary>The signals' keys in declaration order.</summary>
    public ReadOnlySpan<string> Keys => _keys;

    /// <summary>Their weights in basis points.</summary>
    public ReadOnlySpan<int> Weights => _weights;

    /// <summary>Whether the known signals share the whole weight.</summary>
    public bool IsReweighted { get; }

    /// <summary>What stands in for an unknown signal, in billionths.</summary>
    public long Fill { get; }

    /// <summary>Billionths of a signal, ⌊10⁹ s + ½⌋.</summary>
    public static long UnitsOf(double value) => (long)((value * Unit) + 0.5);

    /// <summary>Whether a signal is named as high.</summary>
    public static bool IsHigh(double value) => UnitsOf(value) >= Unit / 2;

    /// <summary>Weighs an account's signals.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="contributions">What each adds; they mean nothing where the coverage is 0.</param>
    public Weighing Weigh(RiskSignals signals, Span<RiskContribution> contributions)
    {
        var count = _keys.Length;
        var (fewValues, fewUnits) = (default(InlineArray8<double>), default(InlineArray8<long>));
        var values = (count <= Few ? (Span<double>)fewValues : new double[count])[..count];
        var units = (count <= Few ? (Span<long>)fewUnits : new long[count])[..count];
        signals.CopyTo(values, _keys);
        var (coverage, high, missing, dominant, best, knownSum) = (0, 0, 0, -1, 0L, 0L);
        for (var i = 0; i < count; i++)
        {
            if (double.IsNaN(values[i]))
            {
                units[i] = Fill;
                missing |= 1 << i;
                continue;
            }

            units[i] = UnitsOf(values[i]);
            var part = _weights[i] * units[i];
            high |= (units[i] >= Unit / 2 ? 1 : 0) << i;
            coverage += _weights[i];
            knownSum += part;
            if (part <= best || i == StrategicFit) continue;
            (best, dominant) = (part, i);
        }

        var score = coverage == 0 ? 0 : Contribute(values, units, IsReweighted ? coverage : Whole, contributions);
        return new Weighing(coverage, score, knownSum, dominant, high | (missing << count));
    }

    /// <summary>Gives each signal the floor of its part, and the hundredths of the score that are left over to the largest remainders.</summary>
    private int Contribute(ReadOnlySpan<double> values, ReadOnlySpan<long> units, int whole, Span<RiskContribution> contributions)
    {
        var count = units.Length;
        var (fewPoints, fewRemainders) = (default(InlineArray8<int>), default(InlineArray8<long>));
        var points = (count <= Few ? (Span<int>)fewPoints : new int[count])[..count];
        var remainders = (count <= Few ? (Span<long>)fewRemainders : new long[count])[..count];
        var divisor = PerBasisPoint * whole;
        var (reciprocal, sum, given) = (1.0 / divisor, 0L, 0);
        for (var i = 0; i < count; i++)
        {
            var part = _weights[i] * units[i];
            sum += part;
            points[i] = Quotient(part, reciprocal);
            remainders[i] = part - (points[i] * divisor);
            given += points[i];
        }

        var score = Quotient(sum + (divisor / 2), reciprocal);
        for (var i = 0; i < count; i++)
        {
            var more = PlaceOf(i, remainders) < score - given ? 1 : 0;
            contributions[i] = RiskContribution.OfChecked(_keys[i], _weights[i], values[i], RiskScore.FromHundredths(points[i] + more));
        }

        return score;
    }

    /// <summary>How many remainders are larger, or equal and stand before.</summary>
    private static int PlaceOf(int position, ReadOnlySpan<long> remainders)
    {
        var place = 0;
        for (var i = 0; i < remainders.Length; i++) place += remainders[i] > remainders[position] || (remainders[i] == remainders[position] && i < position) ? 1 : 0;
        return place;
    }

    private static int Quotient(long x, double reciprocal) => (int)((x + 0.5) * reciprocal);
}
