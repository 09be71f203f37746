using NodaTime;
using Ttv.Hosting.Messaging;

namespace Ttv.Hosting.Storage;

/// <summary>A message that could not be delivered after all attempts.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why the latest attempt failed.</param>
/// <param name="Attempts">How many there were.</param>
/// <param name="SetAsideAt">When it was given up, by the store's own clock.</param>
public sealed record DeadLetter(NudgeMessage Message, string Reason, int Attempts, Instant SetAsideAt);
