using NodaTime;

namespace Ttv.Journeys;

/// <summary>One line of the accountability trail: what was set, by whom and when.</summary>
/// <param name="Kind">Owner, proof or approver.</param>
/// <param name="Value">The person's name, or the proof's absolute URI.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When it was set.</param>
public sealed record TrailEntry(TrailKind Kind, string Value, string SetBy, Instant SetAt);
