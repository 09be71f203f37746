namespace Ttv.Benchmarks.Columns;

/// <summary>A row as RulesEngine takes it.</summary>
public sealed record RuleRow(int Band, int HighValue, int Started, int Sessions, int Score, int DueIn, int StalledIn);
