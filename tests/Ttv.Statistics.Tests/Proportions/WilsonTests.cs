using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ttv.Statistics.Proportions;

public class WilsonTests
{
    /// <summary>R: prop.test(x, n, correct = FALSE)$conf.int.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775327998628892)]
    [InlineData(10, 10, 0.7224672001371107, 1)]
    [InlineData(5, 10, 0.2365930905125640, 0.7634069094874360)]
    public void Interval_Counts_EqualsR(int successes, int trials, double lower, double upper)
    {
        var interval = Wilson.Interval(successes, trials);
        Assert.Equal(lower, interval.Lower, 1e-10);
        Assert.Equal(upper, interval.Upper, 1e-10);
    }

    [Property]
    public Property Interval_AnyCounts_SolvesTheScoreEquation() => Prop.ForAll(Gen.Choose(1, 500).ToArbitrary(), Gen.Choose(0, 500).ToArbitrary(), (n, k) =>
    {
        var x = Math.Min(n, k);
        var i = Wilson.Interval(x, n, 0.9);
        // (p - limit)² = z² limit (1 - limit) / n at both limits.
        bool Solves(double limit) => Math.Abs(Math.Pow(i.Value - limit, 2) - (1.6448536269514722 * 1.6448536269514722 * limit * (1 - limit) / n)) < 1e-12;
        return i.Lower <= i.Value && i.Value <= i.Upper && i.Lower >= 0 && i.Upper <= 1 && Solves(i.Lower) && Solves(i.Upper);
    });

    [Fact]
    public void Interval_BadCounts_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(3, 2));
    }
}
