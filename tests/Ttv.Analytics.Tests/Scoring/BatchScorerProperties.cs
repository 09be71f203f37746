using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Assist;
using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

public class BatchScorerProperties
{
    [Property(MaxTest = 300)]
    public Property ScoreMany_AnyColumns_AgreesWithTheObjectPathToTheBit() => Prop.ForAll(ScoringCases.AnyColumns.ToArbitrary(), c =>
    {
        var scorer = new BatchScorer(c.Policy);
        var single = new RiskScorer(c.Policy);
        using var signals = ScoringCases.ToColumns(scorer, c.Signals, c.Bands, c.HighValues);
        using var scores = scorer.CreateScores(signals.Count, ScoreParts.All);
        scorer.ScoreMany(signals, scores);
        for (var row = 0; row < signals.Count; row++)
        {
            RiskBand? band = c.Bands[row] == SignalColumns.NoBand ? null : (RiskBand)c.Bands[row];
            var expected = single.Score(ScoringCases.ToSignals(c.Policy, c.Signals, row, c.HighValues[row] == 1), ScoringCases.Now, band);
            Assert.Equal(expected.Score?.Hundredths ?? BatchScorer.NoScore, scores.Scores[row]);
            Assert.Equal(expected.Dominant, scores.Dominants[row] == BatchScorer.NoDominant ? null : scorer.SignalKeys[scores.Dominants[row]]);
            Assert.Equal(expected.CoverageBasisPoints, scores.Coverages[row]);
            Assert.Equal(AssistRouter.Route(expected, approver: null).Path, (InterventionPath)scores.Paths[row]);
            for (var i = 0; i < scores.SignalCount; i++)
                Assert.Equal(expected.Contributions.Count == 0 ? 0 : expected.Contributions[i].Points.Hundredths, scores.ContributionsOf(i)[row]);
        }
    });

    [Property(MaxTest = 100)]
    public Property ScoreMany_AnyPartsAndParallelism_GivesTheSameBits() => Prop.ForAll(ScoringCases.AnyColumns.ToArbitrary(), Gen.Choose(2, 5).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (c, degree, parts) =>
    {
        var scorer = new BatchScorer(c.Policy);
        using var signals = ScoringCases.ToColumns(scorer, c.Signals, c.Bands, c.HighValues);
        using var whole = scorer.CreateScores(signals.Count, ScoreParts.All);
        using var part = scorer.CreateScores(signals.Count, (ScoreParts)parts);
        scorer.ScoreMany(signals, whole);
        scorer.ScoreMany(signals, part, degree);
        return whole.Scores.SequenceEqual(part.Scores)
            && (part.Dominants.IsEmpty || whole.Dominants.SequenceEqual(part.Dominants))
            && (part.Paths.IsEmpty || whole.Paths.SequenceEqual(part.Paths))
            && (part.Coverages.IsEmpty || whole.Coverages.SequenceEqual(part.Coverages))
            && Enumerable.Range(0, part.SignalCount).All(i => part.ContributionsOf(i).IsEmpty || whole.ContributionsOf(i).SequenceEqual(part.ContributionsOf(i)));
    });

    [Property(MaxTest = 200)]
    public Property Score_AnyValues_AgreesWithColumnsWhoseCustomSignalsAreUnknown() => Prop.ForAll(ScoringCases.AnyColumns.ToArbitrary(), c =>
    {
        var scorer = new BatchScorer(c.Policy);
        var count = c.Bands.Length;
        var accounts = Enumerable.Range(0, count).Select(r => SignalUnits.FromUnits(c.Signals[0][r], c.Signals[1][r], c.Signals[2][r], c.Signals[3][r])).ToList();
        foreach (var custom in c.Signals.Skip(4)) Array.Fill(custom, SignalUnits.Missing);
        using var signals = ScoringCases.ToColumns(scorer, c.Signals, c.Bands, c.HighValues);
        using var scores = scorer.CreateScores(count);
        scorer.ScoreMany(signals, scores);
        var objects = new ushort[count];
        scorer.ScoreMany(accounts, objects);
        return scores.Scores.SequenceEqual(objects)
            && accounts.Select((a, r) => scorer.Score(a)?.Hundredths ?? BatchScorer.NoScore).SequenceEqual(objects.Select(s => (int)s));
    });
}
