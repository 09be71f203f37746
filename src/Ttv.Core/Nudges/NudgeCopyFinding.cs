namespace Ttv.Nudges;

/// <summary>What is wrong with a template.</summary>
/// <param name="Code">A stable code: <c>empty</c>, <c>unknown_placeholder</c>, <c>calendar_only</c> or <c>no_behaviour</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record NudgeCopyFinding(string Code, string Message);
