using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>How far evaluation lags.</summary>
/// <param name="Lag">How long the longest due account has waited, or the oldest event that no worker has seen yet; zero where none is due.</param>
/// <param name="SetAside">The accounts set aside after too many failures, 0 or more.</param>
public readonly record struct DueStatus(Duration Lag, long SetAside);
