namespace Ttv.Feedback;

/// <summary>How often one kind of obstacle was reported by customers of a band, and how often it was inferred from what they did.</summary>
/// <param name="Blocker">The kind.</param>
/// <param name="Reported">Accounts that reported it, in a survey or to a person.</param>
/// <param name="Inferred">Accounts whose events showed it.</param>
/// <param name="Both">Accounts that both reported it and showed it.</param>
public sealed record FeedbackBlocker(BlockerType Blocker, long Reported, long Inferred, long Both);
