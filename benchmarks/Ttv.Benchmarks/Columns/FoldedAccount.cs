namespace Ttv.Benchmarks.Columns;

/// <summary>What every engine has to find out of an account, so that the answers can be compared: a third of what a population's row holds.</summary>
internal readonly record struct FoldedAccount(
    long SignedUpAt, int Segment, long FirstValueAt, long ChurnedAt, int Steps, long LastProgressAt, long LastActivityAt, int LastSessions, int PreviousSessions, bool Assisted, bool AssistedBefore);
