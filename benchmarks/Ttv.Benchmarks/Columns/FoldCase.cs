using Ttv.Analytics.Populations;

namespace Ttv.Benchmarks.Columns;

/// <summary>Events to fold in every way; every answer is compared with ours, account by account, when they are made.</summary>
internal sealed class FoldCase : IDisposable
{
    private readonly FoldWorkspace _workspace = new();

    public FoldCase(int count)
    {
        Log = new FoldLog(count);
        Batch = Log.ToBatch();
        Duck = new DuckDbFold(Log, threads: 2);
        using var population = Population.Fold(Batch, Log.AsOf, degreeOfParallelism: 2, workspace: _workspace);
        var expected = RowsOf(population);
        Duck.FoldDistinct();
        Require(Duck.Result(), expected);
        Duck.FoldGrouped();
        Require(Duck.Result(), expected);
        Require(HandFolds.Dictionary(Log).Select(a => (a.Key, a.Value.ToAccount(Log.AsOfMicros))), expected);
        Require(HandFolds.Linq(Log).Select(a => (a.Key, a.Value.ToAccount(Log.AsOfMicros))), expected);
    }

    public FoldLog Log { get; }

    public EventBatch Batch { get; }

    public DuckDbFold Duck { get; }

    public void Fold(int threads) => Population.Fold(Batch, Log.AsOf, degreeOfParallelism: threads, workspace: _workspace).Dispose();

    public void Dispose()
    {
        Duck.Dispose();
        _workspace.Dispose();
    }

    private static FoldedAccount[] RowsOf(Population population)
    {
        var rows = new FoldedAccount[population.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new FoldedAccount(
                population.SignedUpAt[i], population.Segment[i], population.FirstValueAt[i], population.ChurnedAt[i], (int)population.StepsDone[i], population.LastProgressAt[i], population.LastActivityAt[i],
                population.SessionsInLastWindow[i], population.SessionsInPreviousWindow[i],
                population.Flags[i].HasFlag(AccountFlags.Assisted), population.Flags[i].HasFlag(AccountFlags.AssistedBeforeFirstValue));
        }

        return rows;
    }

    private static void Require(IEnumerable<(int Account, FoldedAccount Folded)> peers, FoldedAccount[] ours)
    {
        var count = 0;
        foreach (var (account, folded) in peers)
        {
            count++;
            Answers.Require(ours[account], folded);
        }

        Answers.Require(ours.Length, count);
    }
}
