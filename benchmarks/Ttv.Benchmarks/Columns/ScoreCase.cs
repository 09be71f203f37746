using Ttv.Analytics.Scoring;
using Ttv.Risk;

namespace Ttv.Benchmarks.Columns;

/// <summary>Accounts to score in every way; DuckDB's answer is compared with ours when they are made.</summary>
internal sealed class ScoreCase : IDisposable
{
    private readonly float[][] _floats;
    private readonly float[] _scratch;
    private readonly float[] _sums;

    public ScoreCase(int count)
    {
        Signals = ScoreData.Signals(Scorer, count);
        (Scores, Paths) = (Scorer.CreateScores(count), Scorer.CreateScores(count, ScoreParts.Paths));
        (Parts, All) = (Scorer.CreateScores(count, ScoreParts.Paths | ScoreParts.Contributions), Scorer.CreateScores(count, ScoreParts.All));
        (Objects, Plain) = (ScoreData.Objects(Signals), ScoreData.Plain(Signals));
        (Hundredths, _scratch, _sums) = (new ushort[count], new float[count], new float[count]);
        _floats = [.. Enumerable.Range(0, 4).Select(i => Floats(Signals.Column(i)))];
        Duck.Load(Signals);
        Scorer.ScoreMany(Signals, Parts);
        Duck.Execute(DuckDbPeer.ScoreWithParts);
        Answers.Require(SumOf(Parts), Duck.Number(
            "SELECT sum((id % 1009 + 1) * (coalesce(score, 65535)::BIGINT + 3 * path + 5 * coalesce(c0, 0)::BIGINT + 7 * coalesce(c1, 0)::BIGINT + 11 * coalesce(c2, 0)::BIGINT + 13 * coalesce(c3, 0)::BIGINT))::BIGINT FROM scores"));
    }

    public BatchScorer Scorer { get; } = new(RiskPolicy.Default);

    public DuckDbPeer Duck { get; } = new();

    public SignalColumns Signals { get; }

    public ScoreColumns Scores { get; }

    public ScoreColumns Paths { get; }

    public ScoreColumns Parts { get; }

    public ScoreColumns All { get; }

    public SignalUnits[] Objects { get; }

    public PlainAccount[] Plain { get; }

    public ushort[] Hundredths { get; }

    public void Tensors() => Peers.Tensors(_floats, _scratch, _sums);

    public void Dispose()
    {
        foreach (IDisposable owner in (IDisposable[])[Duck, Signals, Scores, Paths, Parts, All]) owner.Dispose();
    }

    private static float[] Floats(ReadOnlySpan<int> units)
    {
        var floats = new float[units.Length];
        for (var i = 0; i < floats.Length; i++) floats[i] = Math.Max(units[i], 0) / 1e9f;
        return floats;
    }

    private static long SumOf(ScoreColumns scores)
    {
        var sum = 0L;
        for (var row = 0; row < scores.Count; row++)
        {
            var parts = (5 * scores.ContributionsOf(0)[row]) + (7 * scores.ContributionsOf(1)[row]) + (11 * scores.ContributionsOf(2)[row]) + (13 * scores.ContributionsOf(3)[row]);
            sum += ((row % 1009) + 1) * (long)(scores.Scores[row] + (3 * scores.Paths[row]) + parts);
        }

        return sum;
    }
}
