using NodaTime;
using Ttv.Hosting.Messaging;

namespace Ttv.Hosting.Storage;

/// <summary>A message that could not be delivered after all attempts.</summary>
/// <param name="Key">The message's key.</param>
/// <param name="Message">The message, or null: this version of the program cannot read what is stored of it. A replay by one that can sends it.</param>
/// <param name="Reason">Why the latest attempt failed.</param>
/// <param name="Attempts">How many there were.</param>
/// <param name="SetAsideAt">When it was given up, by the store's own clock.</param>
public sealed record DeadLetter(string Key, NudgeMessage? Message, string Reason, int Attempts, Instant SetAsideAt);
