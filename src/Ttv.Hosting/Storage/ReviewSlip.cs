using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>Which review there is.</summary>
/// <param name="Key">The week that it closes.</param>
/// <param name="AsOf">The instant it is of.</param>
public sealed record ReviewSlip(string Key, Instant AsOf);
