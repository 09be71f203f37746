using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ttv.Risk;

/// <summary>The weights of the four built-in signals alone, weighed side by side in one register.</summary>
/// <remarks>
/// The formulas of <see cref="SignalWeights"/>, with the same numbers to the bit whatever the machine: all are whole and below 2⁵³, so
/// that sums and products of doubles are exact, and the quotients are the ones shown exact there. Immutable and thread-safe.
/// </remarks>
internal sealed class FourSignals
{
    private const int Count = 4;

    private readonly SignalWeights _weights;
    private readonly Vector256<double> _basisPoints;
    private readonly Pattern[] _patterns = new Pattern[1 << Count];

    public FourSignals(SignalWeights weights)
    {
        _weights = weights;
        _basisPoints = Vector256.Create<double>([.. weights.Weights.ToArray().Select(w => (double)w)]);
        for (var missing = 0; missing < _patterns.Length; missing++) _patterns[missing] = PatternOf(missing, weights);
    }

    /// <inheritdoc cref="SignalWeights.Weigh"/>
    public Weighing Weigh(RiskSignals signals, Span<RiskContribution> contributions)
    {
        var values = signals.BuiltIn;
        var units = Vector256.Floor((values * SignalWeights.Unit) + Vector256.Create(0.5));
        var isKnown = Vector256.Equals(values, values);
        var parts = _basisPoints * Vector256.ConditionalSelect(isKnown, units, Vector256.Create((double)_weights.Fill));
        var knownParts = parts & isKnown;
        var missing = (int)~isKnown.ExtractMostSignificantBits() & (_patterns.Length - 1);
        var (coverage, divisor, reciprocal) = _patterns[missing];
        var score = coverage == 0 ? 0 : double.ConvertToIntegerNative<int>((Vector256.Sum(parts) + (divisor / 2) + 0.5) * reciprocal);
        Contribute(values, PointsOf(parts, score, divisor, reciprocal), contributions);
        var high = (int)Vector256.GreaterThanOrEqual(units, Vector256.Create(SignalWeights.Unit / 2.0)).ExtractMostSignificantBits();
        return new Weighing(coverage, score, double.ConvertToIntegerNative<long>(Vector256.Sum(knownParts)), DominantOf(knownParts), high | (missing << Count));
    }

    /// <summary>Each part's floor, and one more for those whose remainder has a place among the hundredths left over.</summary>
    private static Vector256<double> PointsOf(Vector256<double> parts, int score, double divisor, double reciprocal)
    {
        var floors = Vector256.Floor((parts + Vector256.Create(0.5)) * reciprocal);
        // Made unique by their positions: of equal remainders the first is the largest.
        var remainders = ((parts - (floors * divisor)) * Count) + Vector256.Create(3.0, 2.0, 1.0, 0.0);
        var places = IsBelow(remainders, Vector256.Shuffle(remainders, Vector256.Create(1L, 2L, 3L, 0L)))
            + IsBelow(remainders, Vector256.Shuffle(remainders, Vector256.Create(2L, 3L, 0L, 1L)))
            + IsBelow(remainders, Vector256.Shuffle(remainders, Vector256.Create(3L, 0L, 1L, 2L)));
        return floors + IsBelow(places, Vector256.Create(score - Vector256.Sum(floors)));
    }

    /// <summary>1 where the left is below the right, else 0.</summary>
    private static Vector256<double> IsBelow(Vector256<double> left, Vector256<double> right) => Vector256.LessThan(left, right) & Vector256<double>.One;

    private static int DominantOf(Vector256<double> knownParts)
    {
        var parts = knownParts.WithElement(SignalWeights.StrategicFit, 0);
        var best = double.MaxNative(double.MaxNative(parts[0], parts[1]), parts[2]);
        return best == 0 ? -1 : BitOperations.TrailingZeroCount(Vector256.Equals(parts, Vector256.Create(best)).ExtractMostSignificantBits());
    }

    private void Contribute(Vector256<double> values, Vector256<double> points, Span<RiskContribution> contributions)
    {
        contributions[0] = ContributionOf(0, values[0], points[0]);
        contributions[1] = ContributionOf(1, values[1], points[1]);
        contributions[2] = ContributionOf(2, values[2], points[2]);
        contributions[3] = ContributionOf(3, values[3], points[3]);
    }

    private RiskContribution ContributionOf(int signal, double value, double points) =>
        RiskContribution.OfChecked(_weights.Keys[signal], _weights.Weights[signal], value, RiskScore.FromHundredths(double.ConvertToIntegerNative<int>(points)));

    private static Pattern PatternOf(int missing, SignalWeights weights)
    {
        var coverage = 0;
        for (var i = 0; i < Count; i++) coverage += (missing >> i & 1) == 0 ? weights.Weights[i] : 0;
        double divisor = SignalWeights.PerBasisPoint * (weights.IsReweighted ? coverage : SignalWeights.Whole);
        return new Pattern(coverage, divisor, coverage == 0 ? 0 : 1 / divisor);
    }

    /// <summary>What a pattern of missing signals makes of the weights: the known one, d and 1 / d; 0 where nothing is known.</summary>
    private readonly record struct Pattern(int Coverage, double Divisor, double Reciprocal);
}
