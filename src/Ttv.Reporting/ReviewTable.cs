namespace Ttv.Reporting;

/// <summary>A table; every row has as many cells as there are columns.</summary>
internal sealed record ReviewTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ReviewCell>> Rows);
