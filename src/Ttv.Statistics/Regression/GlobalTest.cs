using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Regression;

/// <summary>A chi-squared test.</summary>
/// <param name="ChiSquared">The statistic, 0 or more.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom.</param>
/// <param name="P">The probability of as large a statistic under the null hypothesis, 0 to 1.</param>
public readonly record struct GlobalTest(double ChiSquared, int DegreesOfFreedom, double P)
{
    internal static GlobalTest Create(double chiSquared, int degreesOfFreedom) =>
        new(chiSquared, degreesOfFreedom, ChiSquaredDistribution.UpperTail(chiSquared, degreesOfFreedom));
}
