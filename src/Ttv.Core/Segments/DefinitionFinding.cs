namespace Ttv.Segments;

/// <summary>A weakness of a segment's first-value definition.</summary>
/// <param name="Code">A stable code, one of <see cref="DefinitionFindings"/>.</param>
/// <param name="Message">What is weak and what would mend it, naming the value.</param>
/// <param name="Penalty">The points it takes off the definition's quality, 1 to 100.</param>
public sealed record DefinitionFinding(string Code, string Message, int Penalty);
