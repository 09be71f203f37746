using System.Diagnostics;
using System.Globalization;
using Ttv.Analytics.Populations;

namespace Ttv.Benchmarks.Columns;

/// <summary>
/// Folds the same unordered events with repetitions by a population and by what one would use instead, compares the answers account by
/// account, and prints a Markdown table.
/// </summary>
internal static class FoldReport
{
    private static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];

    public static void Run(IReadOnlyList<string> sizes, TextWriter output)
    {
        output.WriteLine("| events | way | threads | ms, median | ms, all | Ttv, 2 threads, is faster by | allocated, MB | held after, MB |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var size in sizes.Count == 0 ? Sizes : sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))) Report(new FoldLog(size), output);
    }

    private static void Report(FoldLog log, TextWriter output)
    {
        var rounds = log.Accounts.Length > 1_000_000 ? 1 : 3;
        var clock = Stopwatch.StartNew();
        var batch = log.ToBatch();
        var naming = clock.Elapsed.TotalMilliseconds;
        using var workspace = new FoldWorkspace();
        var two = Measure(() => Population.Fold(batch, log.AsOf, degreeOfParallelism: 2, workspace: workspace), 9);
        var expected = Compared(two.Last);
        var (intricate, ours) = (two.Last.IntricateCount, two.Median);
        Row("Ttv", "2", two);
        var one = Measure(() => Population.Fold(batch, log.AsOf, workspace: workspace), 5);
        Row("Ttv", "1", one);
        var fresh = Measure(() => Population.Fold(batch, log.AsOf, degreeOfParallelism: 2), 5);
        Row("Ttv, no workspace kept", "2", fresh);

        clock.Restart();
        using (var duck = new DuckDbFold(log, threads: 2))
        {
            var loading = clock.Elapsed.TotalMilliseconds;
            Row("DuckDB, SELECT DISTINCT", "2", Duck(duck.FoldDistinct));
            Check("DuckDB, distinct", duck.Result(), expected);
            Row("DuckDB, GROUP BY account, id", "2", Duck(duck.FoldGrouped));
            Check("DuckDB, grouped", duck.Result(), expected);
            Row("DuckDB, repetitions left in (another answer)", "2", Duck(duck.FoldAll));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {log.Accounts.Length:N0} | loading, not counted above: Ttv batch {naming:0} ms, DuckDB appender {loading:0} ms; {intricate:N0} of {log.AccountCount:N0} accounts took the journey fold | | | | | | |"));
        }

        var dictionary = Measure(() => HandFolds.Dictionary(log), rounds);
        Check("Dictionary", dictionary.Last.Select(a => (a.Key, a.Value.ToAccount(log.AsOfMicros))), expected);
        Row("Dictionary and HashSet", "1", dictionary);
        dictionary = null;
        var linq = Measure(() => HandFolds.Linq(log), rounds);
        Check("LINQ", linq.Last.Select(a => (a.Key, a.Value.ToAccount(log.AsOfMicros))), expected);
        Row("LINQ: DistinctBy, GroupBy", "1", linq);

        Measured<string> Duck(Action fold) => Measure(() =>
        {
            fold();
            return "";
        }, 5);

        void Row<T>(string way, string threads, Measured<T> measured) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {log.Accounts.Length:N0} | {way} | {threads} | {measured.Median:0.0} | {string.Join(", ", measured.Times.Select(t => t.ToString("0.0", CultureInfo.InvariantCulture)))} | {measured.Median / ours:0.0} x | {measured.Allocated / 1e6:0.0} | {measured.Held / 1e6:0} |"));
    }

    private static FoldedAccount[] Compared(Population population)
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

    private static void Check(string way, IEnumerable<(int Account, FoldedAccount Folded)> actual, FoldedAccount[] expected)
    {
        var count = 0;
        foreach (var (account, folded) in actual)
        {
            count++;
            if (folded != expected[account]) throw new InvalidOperationException($"{way}: account {account} is {folded}, expected {expected[account]}.");
        }

        if (count != expected.Length) throw new InvalidOperationException($"{way}: {count} accounts, expected {expected.Length}.");
    }

    private static Measured<T> Measure<T>(Func<T> fold, int rounds)
        where T : class
    {
        Warm(fold);
        var (times, allocated, held) = (new List<double>(), 0L, 0L);
        T? last = null;
        for (var round = 0; round < rounds; round++)
        {
            (last as IDisposable)?.Dispose();
            last = null;
            GC.Collect();
            var (before, allocatedBefore, clock) = (GC.GetTotalMemory(true), GC.GetTotalAllocatedBytes(true), Stopwatch.GetTimestamp());
            last = fold();
            var took = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(true) - allocatedBefore;
            times.Add(took);
            if (round == rounds - 1) held = GC.GetTotalMemory(true) - before;
        }

        return new Measured<T>(last!, times, allocated, held);
    }

    /// <summary>Three calls and two seconds at least, so that what is measured is compiled for good; fewer calls of what takes seconds.</summary>
    private static void Warm<T>(Func<T> fold)
    {
        var clock = Stopwatch.StartNew();
        for (var calls = 0; clock.Elapsed.TotalSeconds < (calls < 3 ? 4 : 2); calls++) (fold() as IDisposable)?.Dispose();
    }

    private sealed record Measured<T>(T Last, List<double> Times, long Allocated, long Held)
    {
        public double Median => Times.Order().ElementAt(Times.Count / 2);
    }
}
