namespace Ttv.Analytics.Populations;

/// <summary>An event on its way to its account, 24 bytes. An impossible time is told by the complement of the code.</summary>
internal struct FoldEvent
{
    public long OccurredAt;
    public ulong IdHash;
    public int Account;
    public int Code;
}
