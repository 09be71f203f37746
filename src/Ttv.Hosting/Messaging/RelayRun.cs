namespace Ttv.Hosting.Messaging;

/// <summary>What one pass of the relay did.</summary>
/// <param name="Claimed">Messages claimed.</param>
/// <param name="Published">Messages published and deleted.</param>
/// <param name="Retried">Messages given back.</param>
/// <param name="SetAside">Messages moved to the dead letters.</param>
public readonly record struct RelayRun(int Claimed, int Published, int Retried, int SetAside);
