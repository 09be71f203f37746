using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Support;
using Ttv.Statistics.Survival;
using Ttv.Statistics.Trends;

namespace Ttv.Statistics.Tests;

public class GroupTestProperties
{
    [Property(MaxTest = 200)]
    public Property LogRank_OfMergedShards_EqualsTheWhole() => Prop.ForAll(SurvivalRows.Any(2), SurvivalRows.Any(2), SurvivalRows.Any(2), (a, b, c) =>
    {
        var whole = SurvivalData.Create([.. a.Times, .. b.Times], [.. a.Statuses, .. b.Statuses]);
        var (merged, at) = (LogRank.Test([a.ToData().Merge(b.ToData()), c.ToData()]), LogRank.Test([whole, c.ToData()]));
        return merged?.ChiSquared == at?.ChiSquared && Gray.Test([a.ToData().Merge(b.ToData()), c.ToData()]) == Gray.Test([whole, c.ToData()]);
    });

    [Property(MaxTest = 200)]
    public Property LogRank_ObservedAndExpected_SumToTheSame() => Prop.ForAll(SurvivalRows.Any(1), SurvivalRows.Any(1, delayedEntry: true), (a, b) =>
        Enum.GetValues<LogRankWeight>().All(w => LogRank.Test([a.ToData(), b.ToData()], w) is not { } test
            || (Math.Abs(test.Observed.Sum() - test.Expected.Sum()) < 1e-9 * Math.Max(1, test.Observed.Sum()) && test.P is >= 0 and <= 1)));

    [Property(MaxTest = 200)]
    public Property LogRank_SameDataTwice_SeesNoDifference() => Prop.ForAll(SurvivalRows.Any(1), a =>
        LogRank.Test([a.ToData(), a.ToData()]) is not { } test || test.ChiSquared < 1e-9);

    [Property(MaxTest = 200)]
    public Property TaroneTrend_AnyGroupsAndScores_IsTheLogRankTestsContrast() => Prop.ForAll(
        SurvivalRows.Any(2), SurvivalRows.Any(1, delayedEntry: true), Gen.Choose(-3, 3).ArrayOf(3).ToArbitrary(), (a, b, whole) =>
    {
        SurvivalData[] groups = [a.ToData(), b.ToData(), SurvivalData.Create([3, 9, 9], [1, 0, 1])];
        double[] scores = [.. whole.Select(s => (double)s)];
        var (direct, contrast) = (TaroneTrend.Test(groups, scores), LogRank.Test(groups)?.Trend(scores));
        // Where nothing can vary, the contrast is left with the rounding of its square.
        return direct is { } test
            ? contrast is { } other && Near(test.Score, other.Score) && Near(test.Variance, other.Variance)
            : contrast is null || contrast.Value.Variance < 1e-9;

        static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9 * Math.Max(1, Math.Abs(left));
    });

    [Property(MaxTest = 100)]
    public Property Adjusted_AnyPValues_AreOrderedAndNoSmaller() => Prop.ForAll(Gen.Choose(0, 1000).Select(i => i / 1000.0).ArrayOf().ToArbitrary(), p =>
    {
        var (holm, bh) = (MultipleComparisons.Holm(p), MultipleComparisons.BenjaminiHochberg(p));
        return p.Select((v, i) => v <= bh[i] + 1e-15 && bh[i] <= holm[i] + 1e-12 && holm[i] <= 1).All(x => x);
    });

    [Fact]
    public void Test_NothingToCompare_IsNull()
    {
        var nobody = SurvivalData.Create([], []);
        var some = SurvivalData.Create([1, 2, 3], [1, 0, 1]);

        Assert.Null(LogRank.Test([nobody, some]));
        Assert.Null(LogRank.Test([SurvivalData.Create([5, 6], [0, 0]), SurvivalData.Create([7], [0])]));
        Assert.Null(Gray.Test([nobody, some]));
        Assert.Null(Gray.Test([SurvivalData.Create([5, 6], [2, 0]), SurvivalData.Create([7], [2])]));
        Assert.Throws<ArgumentException>(() => LogRank.Test([some]));
        Assert.Throws<ArgumentException>(() => MultipleComparisons.Holm([1.5]));
    }

    [Fact]
    public void Test_AllTiedAtOneTick_HasAnAnswer()
    {
        var tied = SurvivalData.Create([4, 4, 4], [1, 1, 0]);
        var test = LogRank.Test([tied, SurvivalData.Create([4, 4, 4, 4], [1, 0, 0, 0])])!;

        Assert.True(double.IsFinite(test.ChiSquared));
        // Everybody dies at once: nothing can differ, and there is no variance.
        Assert.Equal(0, LogRank.Test([SurvivalData.Create([4, 4], [1, 1]), SurvivalData.Create([4], [1])])!.ChiSquared);
    }

    [Fact]
    public void Conditional_NobodyWaitsThatLong_IsNull()
    {
        var curve = KaplanMeier.Estimate(SurvivalData.Create([1, 2], [1, 1]));

        Assert.Null(curve.Conditional(2, 3));
        Assert.Null(curve.RemainingQuantile(2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.Conditional(2, 1));
    }
}
