namespace Ttv.Reporting;

/// <summary>A heading with its paragraphs (<see cref="string"/>) and tables (<see cref="ReviewTable"/>), and the plot that HTML draws under it.</summary>
internal sealed record ReviewSection(string Heading, IReadOnlyList<object> Blocks, string? Plot);
