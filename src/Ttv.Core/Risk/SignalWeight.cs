namespace Ttv.Risk;

/// <summary>The weight of a custom signal.</summary>
/// <param name="Key">The signal's key, 1 to 64 characters, not a built-in one.</param>
/// <param name="BasisPoints">Its weight in basis points (1 is 0.01 %), 0 to 10,000.</param>
public sealed record SignalWeight(string Key, int BasisPoints);
