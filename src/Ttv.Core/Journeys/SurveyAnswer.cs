using NodaTime;

namespace Ttv.Journeys;

/// <summary>An answer to a feedback prompt.</summary>
/// <param name="At">When it was given.</param>
/// <param name="Prompt">The prompt's key.</param>
/// <param name="Answer">The customer's words.</param>
/// <param name="Blocker">The obstacle it reports, or null.</param>
public sealed record SurveyAnswer(Instant At, string Prompt, string Answer, BlockerType? Blocker);
