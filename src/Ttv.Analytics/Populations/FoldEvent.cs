namespace Ttv.Analytics.Populations;

/// <summary>
/// An event on its way to its account, 24 bytes. An impossible time is told by the complement of the code, and by that of the
/// account that the event was recorded after the earlier instant asked about.
/// </summary>
internal struct FoldEvent
{
    public long OccurredAt;
    public ulong IdHash;
    public int Account;
    public int Code;

    public readonly bool IsLate => Account < 0;

    /// <summary>The account, late or not.</summary>
    public readonly int AccountIndex => Account ^ (Account >> 31);
}
