using NodaTime;
using Ttv.Events;

namespace Ttv.Journeys;

/// <summary>An obstacle that showed in the log.</summary>
/// <param name="Blocker">What kind.</param>
/// <param name="At">When it showed.</param>
/// <param name="Source">The product event that stands for it, or null where a person reported it.</param>
/// <param name="Note">In the reporter's words, or null.</param>
/// <param name="Dimensions">The event's properties among the definitions' dimensions; empty for a report.</param>
public sealed record ReportedBlocker(BlockerType Blocker, Instant At, string? Source, string? Note, EventProperties Dimensions);
