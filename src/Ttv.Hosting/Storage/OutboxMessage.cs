using Ttv.Hosting.Messaging;

namespace Ttv.Hosting.Storage;

/// <summary>A message that a relay holds.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it failed before, 0 or more.</param>
public sealed record OutboxMessage(NudgeMessage Message, int Attempts);
