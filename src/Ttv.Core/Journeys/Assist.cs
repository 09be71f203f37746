using NodaTime;

namespace Ttv.Journeys;

/// <summary>A human helped the account.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, or null where the log does not say.</param>
public sealed record Assist(Instant At, string? By);
