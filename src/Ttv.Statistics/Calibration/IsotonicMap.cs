namespace Ttv.Statistics.Calibration;

/// <summary>
/// A map from a score to a probability that never falls: the weighted least squares fit under that order, by pooling adjacent
/// violators.
/// </summary>
/// <remarks>Ayer et al., Annals of Mathematical Statistics 26 (1955). Immutable and safe to share between threads.</remarks>
public sealed class IsotonicMap
{
    private readonly double[] _scores;
    private readonly double[] _values;

    private IsotonicMap(double[] scores, double[] values) => (_scores, _values) = (scores, values);

    /// <summary>The different scores that the map was fitted on, in order.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>The fitted value at each of <see cref="Scores"/>, never falling.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Fits the map. Rows of one score are pooled first.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="outcomes">Finite outcomes, as many as scores: 0 or 1, or rates.</param>
    /// <param name="weights">Weights of 0 or more, as many as scores; empty (default): 1 each. Rows of weight 0 do not count.</param>
    /// <returns>The map, or null where no row counts.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static IsotonicMap? Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        CalibrationRows.Require(scores, outcomes, weights);
        var rows = new List<(double Score, double Sum, double Weight)>();
        foreach (var i in Enumerable.Range(0, scores.Length).OrderBy(Key(scores)))
        {
            var w = weights.IsEmpty ? 1 : weights[i];
            if (w == 0) continue;
            if (rows.Count > 0 && rows[^1].Score == scores[i]) rows[^1] = (scores[i], rows[^1].Sum + (w * outcomes[i]), rows[^1].Weight + w);
            else rows.Add((scores[i], w * outcomes[i], w));
        }

        if (rows.Count == 0) return null;
        var blocks = new List<(double Mean, double Weight, int Count)>();
        foreach (var (_, sum, weight) in rows)
        {
            blocks.Add((sum / weight, weight, 1));
            while (blocks.Count > 1 && blocks[^2].Mean >= blocks[^1].Mean)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (((a.Mean * a.Weight) + (b.Mean * b.Weight)) / (a.Weight + b.Weight), a.Weight + b.Weight, a.Count + b.Count);
            }
        }

        return new IsotonicMap([.. rows.Select(r => r.Score)], [.. blocks.SelectMany(b => Enumerable.Repeat(b.Mean, b.Count))]);
    }

    /// <summary>The value at a score: that of the nearest fitted score below or at it; below the first, the first's.</summary>
    public double At(double score)
    {
        var index = Array.BinarySearch(_scores, score);
        return _values[Math.Max(0, index >= 0 ? index : ~index - 1)];
    }

    private static Func<int, double> Key(ReadOnlySpan<double> scores)
    {
        var copy = scores.ToArray();
        return i => copy[i];
    }
}
