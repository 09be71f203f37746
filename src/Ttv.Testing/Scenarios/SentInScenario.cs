using NodaTime;
using Ttv.Nudges;

namespace Ttv.Testing.Scenarios;

/// <summary>A nudge that took effect.</summary>
/// <param name="At">When.</param>
/// <param name="Decision">What was decided, and why.</param>
public sealed record SentInScenario(Instant At, NudgeDecision Decision);
