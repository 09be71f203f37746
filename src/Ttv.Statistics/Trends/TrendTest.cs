namespace Ttv.Statistics.Trends;

/// <summary>The result of a test for trend.</summary>
/// <param name="Score">Observed less expected, weighted by the groups' scores; above 0 the later groups have the event earlier.</param>
/// <param name="Variance">Its variance without a trend, above 0.</param>
/// <param name="Z">The standard score.</param>
/// <param name="P">The two-sided probability of as large a score without a trend, 0 to 1.</param>
public readonly record struct TrendTest(double Score, double Variance, double Z, double P);
