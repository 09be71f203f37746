namespace Ttv.Statistics.Proportions;

/// <summary>The result of comparing two shares.</summary>
/// <param name="Difference">The first share less the second, -1 to 1.</param>
/// <param name="Z">The standard score.</param>
/// <param name="P">The two-sided probability of as large a score were the shares equal, 0 to 1.</param>
public readonly record struct ProportionTest(double Difference, double Z, double P);
