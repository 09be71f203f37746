using Ttv.Statistics.Numerics;

namespace Ttv.Statistics.Tests;

/// <summary>The result of <see cref="Gray"/>'s test.</summary>
/// <param name="ChiSquared">The test statistic, 0 or more.</param>
/// <param name="DegreesOfFreedom">The groups less one.</param>
/// <param name="P">The probability of as large a statistic were the incidences equal, 0 to 1.</param>
public readonly record struct GrayTest(double ChiSquared, int DegreesOfFreedom, double P)
{
    internal static GrayTest Create(double chiSquared, int degreesOfFreedom) =>
        new(chiSquared, degreesOfFreedom, ChiSquaredDistribution.UpperTail(chiSquared, degreesOfFreedom));
}
