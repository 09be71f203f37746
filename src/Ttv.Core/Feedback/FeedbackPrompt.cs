namespace Ttv.Feedback;

/// <summary>A question to a customer.</summary>
/// <param name="Key">Its stable key; a survey-answered fact names it.</param>
/// <param name="Text">What is asked.</param>
public sealed record FeedbackPrompt(string Key, string Text);
