namespace Ttv.Statistics.Trends;

/// <summary>A slope with its interval, and the Mann-Kendall test of it.</summary>
/// <param name="Slope">The median slope, in y a unit of x.</param>
/// <param name="Lower">Its lower limit.</param>
/// <param name="Upper">Its upper limit.</param>
/// <param name="Score">Kendall's S: pairs that rise less pairs that fall.</param>
/// <param name="ScoreVariance">The variance of S without a trend, corrected for ties; 0 when all values are equal.</param>
/// <param name="Z">The test's standard score with continuity correction, or null when all values are equal.</param>
/// <param name="P">The two-sided probability of as large a score without a trend, 0 to 1, or null when all values are equal.</param>
public readonly record struct TrendEstimate(double Slope, double Lower, double Upper, long Score, double ScoreVariance, double? Z, double? P);
