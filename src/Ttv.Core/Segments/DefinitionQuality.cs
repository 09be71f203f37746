namespace Ttv.Segments;

/// <summary>How well a segment defines its first value.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Version">The definition's version.</param>
/// <param name="Score">0 (worst) to 100 (nothing found): 100 less the findings' penalties, never below 0.</param>
/// <param name="Findings">What was found, in the order of <see cref="DefinitionFindings"/>.</param>
public sealed record DefinitionQuality(SegmentKey Segment, int Version, int Score, ValueList<DefinitionFinding> Findings);
