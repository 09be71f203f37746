using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>How far publishing lags.</summary>
/// <param name="Waiting">The messages not yet published, 0 or more.</param>
/// <param name="Age">How long the oldest has waited; zero where none waits.</param>
/// <param name="DeadLetters">The messages set aside, 0 or more.</param>
public readonly record struct OutboxStatus(long Waiting, Duration Age, long DeadLetters);
