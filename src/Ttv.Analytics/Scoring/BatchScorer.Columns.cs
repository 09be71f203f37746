using Ttv.Analytics.Scoring.Kernels;

namespace Ttv.Analytics.Scoring;

/// <content>Scores columns, block by block: what a block needs stays in the first-level cache between the kernels.</content>
public sealed partial class BatchScorer
{
    /// <summary>Scores columns on the calling thread.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="scores">Where the scores and the parts that are wanted go.</param>
    /// <exception cref="ArgumentException">The columns' lengths do not agree, or a signal is above 1: the message names signal, row and value, and the blocks before it are written.</exception>
    public void ScoreMany(SignalSpans signals, ScoreSpans scores)
    {
        signals.RequireShape(SignalKeys.Count);
        scores.RequireShape(signals.Count, SignalKeys.Count);
        ScoreRows(signals, scores, firstRow: 0);
    }

    /// <summary>Scores columns on several threads.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="scores">Where the scores and the parts that are wanted go.</param>
    /// <param name="degreeOfParallelism">The most threads to use, 1 or more, the calling one included. It never changes a result; whether a second
    /// pays below some 250,000 accounts depends on the parts asked for and the machine. More than one allocates a few kilobytes a call, none of them an account.</param>
    /// <exception cref="ArgumentException">The columns' lengths do not agree, or a signal is above 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1.</exception>
    public void ScoreMany(SignalColumns signals, ScoreColumns scores, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(scores);
        if (signals.Keys != SignalKeys) throw new ArgumentException($"the columns hold the signals {signals.Keys}: the policy weighs {SignalKeys}.", nameof(signals));
        signals.AsSpans().RequireShape(SignalKeys.Count);
        scores.AsSpans().RequireShape(signals.Count, SignalKeys.Count);
        if (degreeOfParallelism == 1) ScoreRows(signals.AsSpans(), scores.AsSpans(), firstRow: 0);
        else ScoreInParallel(signals, scores, degreeOfParallelism);
    }

    private void ScoreInParallel(SignalColumns signals, ScoreColumns scores, int degreeOfParallelism) =>
        RowRanges.Run(signals.Count, BlockScratch.Rows, degreeOfParallelism, (start, count) =>
            ScoreRows(signals.AsSpans().Slice(start, count), scores.AsSpans().Slice(start, count), start));

    private void ScoreRows(SignalSpans signals, ScoreSpans scores, int firstRow)
    {
        var scratch = new BlockScratch(SignalKeys.Count);
        try
        {
            for (var start = 0; start < signals.Count; start += BlockScratch.Rows)
            {
                var count = Math.Min(BlockScratch.Rows, signals.Count - start);
                ScoreBlock(signals.Slice(start, count), scores.Slice(start, count), scratch.Slice(count), firstRow + start);
            }
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private void ScoreBlock(SignalSpans signals, ScoreSpans scores, BlockScratch scratch, int firstRow)
    {
        var weights = _model.Weights;
        scratch.Sums.Clear();
        scratch.Coverages.Clear();
        for (var i = 0; i < weights.Length; i++)
        {
            var column = signals.Column(i);
            if (UnitRange.FirstOutside(column) is var row and >= 0)
                throw new ArgumentException($"row {firstRow + row}: {SignalUnits.FaultOf(SignalKeys[i], column[row])}", nameof(signals));
            WeightedSum.Add(column, weights[i], _model.Fill, scratch.Sums, scratch.Coverages);
        }

        WeightedScore.Divide(scratch.Sums, scratch.Coverages, _model.LeastWhole, scratch.Divisors, scratch.Reciprocals, scores.Scores, scratch.Left);
        if (!scores.Contributions.IsEmpty) Contribute(signals, scores, scratch);
        if (!scores.Dominants.IsEmpty) FindDominants(signals, scores.Dominants, scratch);
        if (scores.Coverages.IsEmpty && scores.Paths.IsEmpty) return;
        var coverages = scores.Coverages.IsEmpty ? scratch.NarrowCoverages : scores.Coverages;
        Narrowing.Write(scratch.Coverages, coverages);
        if (!scores.Paths.IsEmpty) _paths.Route(scores.Scores, coverages, signals.RecordedBands, signals.HighValues, scores.Paths);
    }

    private void Contribute(SignalSpans signals, ScoreSpans scores, BlockScratch scratch)
    {
        var weights = _model.Weights;
        for (var i = 0; i < weights.Length; i++)
            FloorPart.Take(signals.Column(i), weights[i], _model.Fill, scratch.Divisors, scratch.Reciprocals, scratch.PartsOf(i), scratch.RemaindersOf(i), scratch.Left);
        for (var i = 0; i < weights.Length; i++)
            LargestRemainder.Give(i, scratch.PartsOf(i), scratch.Remainders, BlockScratch.Rows, scratch.Left, scores.ContributionsOf(i));
    }

    private void FindDominants(SignalSpans signals, Span<byte> dominants, BlockScratch scratch)
    {
        // The sums are used up by now.
        var weights = _model.Weights;
        var best = scratch.Sums;
        best.Clear();
        scratch.Left.Fill(NoDominant);
        for (var i = 0; i < weights.Length; i++)
        {
            if (i != StrategicFit) Dominant.Challenge(signals.Column(i), weights[i], i, best, scratch.Left);
        }

        Narrowing.Write(scratch.Left, dominants);
    }

    /// <summary>The position of strategic fit, which never dominates.</summary>
    private const int StrategicFit = 3;
}
