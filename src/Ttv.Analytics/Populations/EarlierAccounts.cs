using System.Runtime.InteropServices;

namespace Ttv.Analytics.Populations;

/// <summary>One worker's accounts as of an earlier instant. Of one that was folded by the short way and told nothing since, a review reads the same at both.</summary>
internal sealed class EarlierAccounts(long asOf, AccountFold fold, ReviewColumns columns)
{
    private readonly List<FoldEvent> _known = [];
    private readonly List<(int Account, AccountRow Row)> _changed = [];

    /// <summary>Takes an account of the rows at hand.</summary>
    /// <param name="account">The account.</param>
    /// <param name="distinct">Its distinct events, in any order.</param>
    /// <param name="events">How many it has, repetitions included.</param>
    /// <param name="isPlain">Whether its row was written by the short way.</param>
    public void Take(int account, ReadOnlySpan<FoldEvent> distinct, int events, bool isPlain)
    {
        if (isPlain && !HasNews(distinct)) return;
        _known.Clear();
        foreach (ref readonly var e in distinct)
        {
            if (!e.IsLate) _known.Add(e);
        }

        var row = AccountRow.Unknown;
        if (_known.Count > 0) fold.Fold(account, CollectionsMarshal.AsSpan(_known), events, ref row);
        _changed.Add((account, row));
    }

    /// <summary>Takes an account of the rows at hand whose events could not be told apart.</summary>
    public void Leave(int account, int events)
    {
        fold.Leave(account, events);
        _changed.Add((account, AccountRow.Unknown));
    }

    /// <summary>Writes the rows at hand, after changing them into the earlier ones.</summary>
    public void Write(int first, Span<AccountRow> rows)
    {
        foreach (ref readonly var changed in CollectionsMarshal.AsSpan(_changed)) rows[changed.Account - first] = changed.Row;
        _changed.Clear();
        columns.Write(first, rows);
    }

    private bool HasNews(ReadOnlySpan<FoldEvent> distinct)
    {
        foreach (ref readonly var e in distinct)
        {
            if (e.IsLate || e.OccurredAt > asOf) return true;
        }

        return false;
    }
}
