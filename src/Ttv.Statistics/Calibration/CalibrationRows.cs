namespace Ttv.Statistics.Calibration;

/// <summary>What every map asks of its rows.</summary>
internal static class CalibrationRows
{
    public static void Require(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights)
    {
        if (outcomes.Length != scores.Length) throw new ArgumentException($"outcomes has {outcomes.Length} values for {scores.Length} scores: as many are needed.", nameof(outcomes));
        if (!weights.IsEmpty && weights.Length != scores.Length) throw new ArgumentException($"weights has {weights.Length} values for {scores.Length} scores: as many are needed.", nameof(weights));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i])) throw new ArgumentException($"scores[{i}] is {scores[i]}: a finite number is needed.", nameof(scores));
            if (!double.IsFinite(outcomes[i])) throw new ArgumentException($"outcomes[{i}] is {outcomes[i]}: a finite number is needed.", nameof(outcomes));
            if (!weights.IsEmpty && !(weights[i] >= 0 && double.IsFinite(weights[i]))) throw new ArgumentException($"weights[{i}] is {weights[i]}: a finite number of 0 or more is needed.", nameof(weights));
        }
    }
}
