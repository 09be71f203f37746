using Ttv.Events;

namespace Ttv.Analytics.Populations;

/// <summary>The ways to fold an account's events as of one instant: the short one, else as a journey, else once all others are folded. One a worker.</summary>
internal sealed class AccountFold(FoldPlan plan, JourneyRows rows, PathWatch? watch)
{
    private readonly PlainFold _plain = new(plan, watch);
    private readonly UntiedFold _untied = new(plan, rows, watch);
    private readonly List<(int Account, int Events)> _left = [];

    /// <summary>Folds distinct, possible events into a row, and tells whether by the short way. The row of an account that is left is unknown for now.</summary>
    /// <param name="account">The account.</param>
    /// <param name="distinct">Its events, at least one, in any order, which may be changed.</param>
    /// <param name="events">At least as many as it has, repetitions included.</param>
    /// <param name="row">The row to write.</param>
    public bool Fold(int account, Span<FoldEvent> distinct, int events, ref AccountRow row)
    {
        row = AccountRow.Unknown;
        if (plan.IsPlain && _plain.TryFold(distinct, ref row)) return true;
        row = AccountRow.Unknown;
        if (!_untied.TryFold(account, distinct, ref row)) Leave(account, events);
        return false;
    }

    /// <summary>Leaves an account of which times of recording decide, with at least as many events as it has.</summary>
    public void Leave(int account, int events) => _left.Add((account, events));

    /// <summary>Folds the accounts that workers left, and writes the profiles of all that were not folded by the short way; how many those are.</summary>
    public static int Complete(AccountFold[] folds, FoldPlan plan, JourneyRows rows, ReviewColumns columns, ProfileTable profiles, PathWatch[]? watches)
    {
        (int Account, int Events)[] left = [.. folds.SelectMany(f => f._left).Order()];
        IEnumerable<(int Account, EventProperties Profile)> told = folds.SelectMany(f => f._untied.Profiles);
        if (left.Length > 0) told = told.Concat(new IntricateFold(plan, columns, rows, left, folds.Length, watches).Run());
        var count = 0;
        // In order of the accounts, so that threads do not decide the indices.
        foreach (var (account, profile) in told.OrderBy(t => t.Account))
        {
            columns.Profile[account] = profiles.IndexOf(profile);
            count++;
        }

        return count;
    }
}
