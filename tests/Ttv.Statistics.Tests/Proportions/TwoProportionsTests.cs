using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ttv.Statistics.Proportions;

public class TwoProportionsTests
{
    [Fact]
    public void Test_TwoShares_IsThePooledZ()
    {
        // 15 of 100 against 30 of 100: p = 0.225, z = -0.15 / sqrt(0.225 * 0.775 * 0.02).
        var test = TwoProportions.Test(15, 100, 30, 100)!.Value;

        Assert.Equal(-0.15, test.Difference, 12);
        Assert.Equal(-0.15 / Math.Sqrt(0.225 * 0.775 * 0.02), test.Z, 12);
        Assert.Null(TwoProportions.Test(0, 10, 0, 10));
        Assert.Null(TwoProportions.Test(10, 10, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoProportions.Test(11, 10, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoProportions.Test(0, 0, 0, 1));
    }

    /// <summary>Fisher's tea: all four cups told right has a chance of 1 in 70.</summary>
    [Fact]
    public void ExactP_TheTeaTastingLady_IsTwiceOneInSeventy() => Assert.Equal(2 / 70.0, TwoProportions.ExactP(4, 4, 0, 4), 12);

    [Property(MaxTest = 300)]
    public Property ExactP_SmallCounts_EqualsAllTables() => Prop.ForAll(Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (n1, n2, seed) =>
    {
        var random = new Random(seed);
        var (a, b) = (random.Next(n1 + 1), random.Next(n2 + 1));
        static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (c, i) => c * (n - k + i) / i);
        double Probability(int x) => Choose(n1, x) * Choose(n2, a + b - x) / Choose(n1 + n2, a + b);
        var tables = Enumerable.Range(Math.Max(0, a + b - n2), Math.Min(a + b, n1) - Math.Max(0, a + b - n2) + 1).ToArray();
        var expected = Math.Min(1, 2 * Math.Min(tables.Where(x => x >= a).Sum(Probability), tables.Where(x => x <= a).Sum(Probability)));
        return Math.Abs(TwoProportions.ExactP(a, n1, b, n2) - expected) < 1e-9;
    });
}
