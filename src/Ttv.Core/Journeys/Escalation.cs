using NodaTime;

namespace Ttv.Journeys;

/// <summary>The account was handed to a human.</summary>
/// <param name="At">When.</param>
/// <param name="Key">The decision's key, or null.</param>
/// <param name="Approver">Who approved it, or null while it awaits one.</param>
/// <param name="PredictedRecovery">The recovery rate predicted at that moment, 0 to 1, or null.</param>
public sealed record Escalation(Instant At, string? Key, string? Approver, double? PredictedRecovery);
