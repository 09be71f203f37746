namespace Ttv.Risk;

/// <summary>One signal's part in a change of score.</summary>
/// <param name="Signal">The signal's key.</param>
/// <param name="From">Its value before, or null: unknown.</param>
/// <param name="To">Its value after, or null: unknown.</param>
/// <param name="Hundredths">The change of what it adds, in hundredths of a point.</param>
public sealed record RiskDeltaLine(string Signal, double? From, double? To, int Hundredths);
