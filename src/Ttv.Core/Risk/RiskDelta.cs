namespace Ttv.Risk;

/// <summary>The difference between two assessments.</summary>
/// <param name="Hundredths">The change of the score in hundredths of a point, -10,000 to 10,000.</param>
/// <param name="Lines">One line a signal, in declaration order; they sum exactly to <paramref name="Hundredths"/>.</param>
public sealed record RiskDelta(int Hundredths, ValueList<RiskDeltaLine> Lines)
{
    /// <summary>The difference; null unless both have a score. An account at first value has lines of 0.</summary>
    public static RiskDelta? Between(RiskAssessment earlier, RiskAssessment later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        if (earlier.Score is not { } before || later.Score is not { } after) return null;
        var lines = new List<RiskDeltaLine>();
        foreach (var signal in earlier.Contributions.Concat(later.Contributions).Select(c => c.Signal).Distinct(StringComparer.Ordinal))
        {
            var (from, to) = (Find(earlier, signal), Find(later, signal));
            lines.Add(new RiskDeltaLine(signal, from?.Value, to?.Value, (to?.Points.Hundredths ?? 0) - (from?.Points.Hundredths ?? 0)));
        }

        return new RiskDelta(after.Hundredths - before.Hundredths, [.. lines]);
    }

    private static RiskContribution? Find(RiskAssessment assessment, string signal)
    {
        foreach (var contribution in assessment.Contributions)
        {
            if (string.Equals(contribution.Signal, signal, StringComparison.Ordinal)) return contribution;
        }

        return null;
    }
}
