namespace Ttv.Journeys;

/// <summary>Something in an account's events that cannot be as told. Nothing is dropped in silence: what is set aside says so here.</summary>
/// <param name="Code">A stable code, one of <see cref="JourneyFindings"/>.</param>
/// <param name="Count">How many events it concerns, 1 or more.</param>
public sealed record JourneyFinding(string Code, int Count);
