using Ttv.Nudges;

namespace Ttv.Hosting.Messaging;

/// <summary>A decision on its way to whoever makes it take effect.</summary>
/// <param name="Decision">The decision; its <see cref="NudgeDecision.Key"/> is the message's identity everywhere.</param>
/// <param name="TraceParent">The trace that it belongs to, as a W3C traceparent, or null.</param>
public sealed record NudgeMessage(NudgeDecision Decision, string? TraceParent = null);
