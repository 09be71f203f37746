using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>A policy as the batch paths read it: weights in declaration order, and for one account the divisor of every pattern of missing signals.</summary>
internal sealed class ScoreModel
{
    /// <summary>What a pattern of missing signals makes of S: score = ⌊(S + Offset) · Reciprocal⌋; a reciprocal of 0: no score.</summary>
    public readonly record struct Pattern(double Offset, double Reciprocal);

    private readonly Pattern[] _patterns = new Pattern[1 << SignalSpans.BuiltIn];
    private readonly int[] _weights;

    public ScoreModel(RiskPolicy policy)
    {
        Keys = policy.Weights.Select(w => w.Key).ToValueList();
        _weights = [.. policy.Weights.Select(w => w.BasisPoints)];
        Fill = policy.Missing switch
        {
            MissingSignals.Neutral => SignalUnits.Whole / 2,
            MissingSignals.AssumeWorst => SignalUnits.Whole,
            _ => 0,
        };
        LeastWhole = policy.Missing == MissingSignals.Reweight ? 1 : RiskScorer.WholeWeight;
        for (var missing = 0; missing < _patterns.Length; missing++) _patterns[missing] = PatternOf(missing);
    }

    public ValueList<string> Keys { get; }

    /// <summary>Basis points by signal.</summary>
    public ReadOnlySpan<int> Weights => _weights;

    /// <summary>What stands in for an unknown signal, in billionths.</summary>
    public int Fill { get; }

    /// <summary>The whole weight is the known one and this at least: 1 where the known signals share it, else 10,000.</summary>
    public int LeastWhole { get; }

    /// <summary>By the missing built-in signals, bit i for signal i; custom ones are missing.</summary>
    public ReadOnlySpan<Pattern> Patterns => _patterns;

    private Pattern PatternOf(int missing)
    {
        var (coverage, filled) = (0, 0L);
        for (var i = 0; i < _weights.Length; i++)
        {
            if (i >= SignalSpans.BuiltIn || (missing >> i & 1) != 0) filled += (long)_weights[i] * Fill;
            else coverage += _weights[i];
        }

        if (coverage == 0) return default;
        double divisor = Math.Max(coverage, LeastWhole) * Kernels.WeightedScore.PerBasisPoint;
        return new Pattern(filled + (divisor / 2) + 0.5, 1 / divisor);
    }
}
