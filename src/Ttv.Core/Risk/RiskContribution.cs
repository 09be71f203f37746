namespace Ttv.Risk;

/// <summary>What one signal adds to a score.</summary>
/// <param name="Signal">The signal's key.</param>
/// <param name="BasisPoints">Its weight in basis points.</param>
/// <param name="Value">Its value, 0 to 1; null: unknown.</param>
/// <param name="Points">What it adds; the contributions of an assessment sum exactly to its score.</param>
public sealed record RiskContribution(string Signal, int BasisPoints, double? Value, RiskScore Points);
