namespace Ttv.Benchmarks.Columns;

/// <summary>The folds that one would write first.</summary>
internal static class HandFolds
{
    /// <summary>A dictionary of accounts and a set of what was seen.</summary>
    public static Dictionary<int, FoldState> Dictionary(FoldLog log)
    {
        var seen = new HashSet<(int, ulong)>();
        var accounts = new Dictionary<int, FoldState>();
        var asOf = log.AsOfMicros;
        for (var i = 0; i < log.Accounts.Length; i++)
        {
            if (log.RecordedAt[i] > asOf || !seen.Add((log.Accounts[i], log.Ids[i]))) continue;
            if (!accounts.TryGetValue(log.Accounts[i], out var state)) accounts.Add(log.Accounts[i], state = new FoldState());
            state.Take(log.Kinds[i], log.OccurredAt[i], asOf);
        }

        return accounts;
    }

    /// <summary>The same as a query.</summary>
    public static Dictionary<int, FoldState> Linq(FoldLog log)
    {
        var asOf = log.AsOfMicros;
        return Enumerable.Range(0, log.Accounts.Length)
            .Where(i => log.RecordedAt[i] <= asOf)
            .DistinctBy(i => (log.Accounts[i], log.Ids[i]))
            .GroupBy(i => log.Accounts[i])
            .ToDictionary(g => g.Key, g => g.Aggregate(new FoldState(), (state, i) =>
            {
                state.Take(log.Kinds[i], log.OccurredAt[i], asOf);
                return state;
            }));
    }
}
