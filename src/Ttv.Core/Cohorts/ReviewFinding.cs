namespace Ttv.Cohorts;

/// <summary>Something a review's reader should know, in words.</summary>
/// <param name="Code">A stable code, one of <see cref="ReviewFindings"/>, <see cref="Journeys.JourneyFindings"/> or <see cref="Segments.DefinitionFindings"/>.</param>
/// <param name="Subject">What it is about: a cohort, a step, an obstacle, a segment; or <c>all</c>.</param>
/// <param name="Message">What was found, with the figures.</param>
/// <param name="Count">How many accounts, attempts or events it concerns, 0 or more.</param>
public sealed record ReviewFinding(string Code, string Subject, string Message, long Count);
