using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <content>Scores values and arrays of values: the score alone, with nothing allocated.</content>
public sealed partial class BatchScorer
{
    /// <summary>Scores one account; custom signals of the policy are taken as unknown.</summary>
    /// <param name="signals">Its signals.</param>
    /// <returns>The score, or null: no signal is known.</returns>
    public RiskScore? Score(in SignalUnits signals)
    {
        var hundredths = HundredthsOf(signals);
        return hundredths == NoScore ? null : RiskScore.FromHundredths(hundredths);
    }

    /// <summary>Scores accounts that stand one after the other; custom signals of the policy are taken as unknown.</summary>
    /// <param name="accounts">Their signals.</param>
    /// <param name="scores">Hundredths of a point by account, 0 to 10,000; <see cref="NoScore"/>: no signal is known.</param>
    /// <exception cref="ArgumentException">There are not as many scores as accounts.</exception>
    public void ScoreMany(ReadOnlySpan<SignalUnits> accounts, Span<ushort> scores)
    {
        if (scores.Length != accounts.Length) throw new ArgumentException($"{scores.Length} scores were given: one for each of the {accounts.Length} accounts is needed.", nameof(scores));
        for (var i = 0; i < accounts.Length; i++) scores[i] = HundredthsOf(accounts[i]);
    }

    /// <summary>Scores the accounts of a list; custom signals of the policy are taken as unknown.</summary>
    /// <param name="accounts">Their signals. The list must not change meanwhile.</param>
    /// <param name="scores">Hundredths of a point by account, 0 to 10,000; <see cref="NoScore"/>: no signal is known.</param>
    /// <exception cref="ArgumentException">There are not as many scores as accounts.</exception>
    public void ScoreMany(List<SignalUnits> accounts, Span<ushort> scores)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ScoreMany((ReadOnlySpan<SignalUnits>)CollectionsMarshal.AsSpan(accounts), scores);
    }

    /// <summary>⌊(Σ w s + offset) · reciprocal⌋, both by the pattern of missing signals.</summary>
    /// <remarks>The sum is whole and below 2⁴⁴; why the product's floor is the exact quotient's stands with <see cref="Kernels.WeightedScore"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort HundredthsOf(in SignalUnits s)
    {
        // Unknown signals are -1, the sign of which makes both the pattern and a 0.
        var (p, e, c, f) = (s.ProgressLatency, s.EngagementDecay, s.ComplexityMismatch, s.StrategicFit);
        var missing = (p >>> 31) | (e >>> 31 << 1) | (c >>> 31 << 2) | (f >>> 31 << 3);
        var weights = _model.Weights;
        var sum = (weights[0] * (long)(p & ~(p >> 31))) + (weights[1] * (long)(e & ~(e >> 31)))
            + (weights[2] * (long)(c & ~(c >> 31))) + (weights[3] * (long)(f & ~(f >> 31)));
        var (offset, reciprocal) = _model.Patterns[missing];
        return reciprocal == 0 ? NoScore : (ushort)((sum + offset) * reciprocal);
    }
}
