using System.Numerics;

namespace Ttv.Analytics.Populations;

/// <summary>
/// The places of some accounts in an ordered list: one bit an account, and how many are named before each 64. So small, it stays in
/// a core's cache while a whole batch is asked which of its events are theirs.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class AccountOrdinals
{
    private readonly ulong[] _named;
    private readonly int[] _before;

    public AccountOrdinals(int accountCount, ReadOnlySpan<(int Account, int Events)> ordered)
    {
        (_named, _before) = (new ulong[(accountCount + 63) / 64], new int[(accountCount + 63) / 64]);
        foreach (var (account, _) in ordered) _named[account >> 6] |= 1UL << account;
        for (var i = 1; i < _before.Length; i++) _before[i] = _before[i - 1] + BitOperations.PopCount(_named[i - 1]);
    }

    public bool Contains(int account) => ((_named[account >> 6] >> account) & 1) != 0;

    /// <summary>The place of an account that the list has, from 0.</summary>
    public int Of(int account) => _before[account >> 6] + BitOperations.PopCount(_named[account >> 6] & ((1UL << account) - 1));
}
