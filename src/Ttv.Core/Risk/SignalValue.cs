namespace Ttv.Risk;

/// <summary>The value of a custom signal.</summary>
/// <param name="Key">The signal's key.</param>
/// <param name="Value">0 (no risk) to 1 (the worst), or null: unknown.</param>
public sealed record SignalValue(string Key, double? Value);
