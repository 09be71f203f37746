using Ttv.Statistics.Tests;

namespace Ttv.Cohorts;

/// <summary>Whether segments reach first value at different paces: the log-rank test, cancellations counted as censorings.</summary>
/// <param name="ChiSquared">The statistic, 0 or more.</param>
/// <param name="DegreesOfFreedom">The segments less one.</param>
/// <param name="P">The probability of as large a statistic without a difference, 0 to 1.</param>
public sealed record SegmentTest(double ChiSquared, int DegreesOfFreedom, double P)
{
    internal static SegmentTest? From(LogRankTest? test) => test is null ? null : new SegmentTest(test.ChiSquared, test.DegreesOfFreedom, test.P);
}
