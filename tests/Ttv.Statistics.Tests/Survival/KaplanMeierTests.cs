using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Support;

namespace Ttv.Statistics.Survival;

public class KaplanMeierTests
{
    [Property(MaxTest = 300)]
    public Property Estimate_AnyData_FallsWithinZeroAndOneAndItsLimitsHoldIt() => Prop.ForAll(SurvivalRows.Any(causes: 2, delayedEntry: true), rows =>
    {
        foreach (var type in Enum.GetValues<IntervalType>())
        {
            var last = 1.0;
            foreach (var p in KaplanMeier.Estimate(rows.ToData(), 0.9, type).Points)
            {
                Assert.InRange(p.Probability, 0, last);
                Assert.True(p.Lower is null || (p.Lower <= p.Probability && p.Probability <= p.Upper && p.Lower >= 0 && p.Upper <= 1));
                last = p.Probability;
            }
        }

        return true;
    });

    [Property(MaxTest = 300)]
    public Property Estimate_ShuffledOrMergedRows_IsTheSameToTheBit() => Prop.ForAll(SurvivalRows.Any(causes: 2, delayedEntry: true), Gen.Choose(0, int.MaxValue).ToArbitrary(), (rows, seed) =>
    {
        var order = Enumerable.Range(0, rows.Times.Length).ToArray();
        new Random(seed).Shuffle(order);
        SurvivalData Part(IEnumerable<int> of) => SurvivalData.Create(
            of.Select(i => rows.Times[i]).ToArray(), of.Select(i => rows.Statuses[i]).ToArray(), of.Select(i => rows.Entries[i]).ToArray());
        var whole = KaplanMeier.Estimate(rows.ToData()).Points;
        Assert.Equal(whole, KaplanMeier.Estimate(Part(order)).Points);
        Assert.Equal(whole, KaplanMeier.Estimate(Part(order.Take(order.Length / 3)).Merge(Part(order.Skip(order.Length / 3)))).Points);
        return true;
    });

    [Property(MaxTest = 300)]
    public Property Estimate_WholeNumberWeights_EqualRepeatedRows() => Prop.ForAll(SurvivalRows.Any(causes: 1), Gen.Choose(0, 4).ArrayOf(40).ToArbitrary(), (rows, counts) =>
    {
        var repeated = Enumerable.Range(0, rows.Times.Length).SelectMany(i => Enumerable.Repeat(i, counts[i])).ToArray();
        var weighted = SurvivalData.Create(rows.Times, rows.Statuses, default, counts.Take(rows.Times.Length).Select(c => (double)c).ToArray());
        var plain = SurvivalData.Create(repeated.Select(i => rows.Times[i]).ToArray(), repeated.Select(i => rows.Statuses[i]).ToArray());
        Assert.Equal(KaplanMeier.Estimate(plain).Points, KaplanMeier.Estimate(weighted).Points);
        return true;
    });

    [Fact]
    public void Estimate_NoRows_WaitsForEver()
    {
        var curve = KaplanMeier.Estimate(SurvivalData.Create([], []));
        Assert.Empty(curve.Points);
        Assert.Equal(1, curve.SurvivalAt(10));
        Assert.False(curve.Median.IsReached);
        Assert.Equal(0, curve.Median.HighestReached);
    }

    [Fact]
    public void Median_NotReached_SaysHowFarItGot()
    {
        var median = KaplanMeier.Estimate(SurvivalData.Create([2, 5, 9, 9], [1, 0, 0, 0])).Median;
        Assert.Null(median.Value);
        Assert.Equal((0.25, 9L), (median.HighestReached, median.LongestFollowUp));
    }

    [Fact]
    public void RateBy_BeyondFollowUp_SaysSo()
    {
        var curve = KaplanMeier.Estimate(SurvivalData.Create([2, 5], [1, 0]));
        Assert.False(curve.RateBy(5).IsBeyondFollowUp);
        Assert.True(curve.RateBy(6).IsBeyondFollowUp);
        Assert.True(curve.RestrictedMean(6).IsBeyondFollowUp);
    }

    [Fact]
    public void Estimate_HundredThousandTiedRows_IsOnePoint()
    {
        var curve = KaplanMeier.Estimate(SurvivalData.Create(Enumerable.Repeat(7L, 100_000).ToArray(), Enumerable.Range(0, 100_000).Select(i => i % 2).ToArray()));
        Assert.Equal(0.5, Assert.Single(curve.Points).Probability);
        Assert.Equal(7, curve.Median.Value);
    }

    [Fact]
    public void Create_BadRows_NameRowAndValue()
    {
        Assert.Contains("times[1] is -1", Assert.Throws<ArgumentException>(() => SurvivalData.Create([1, -1], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("statuses[0] is -2", Assert.Throws<ArgumentException>(() => SurvivalData.Create([1], [-2])).Message, StringComparison.Ordinal);
        Assert.Contains("entries[0] is 3 and times[0] is 3", Assert.Throws<ArgumentException>(() => SurvivalData.Create([3], [1], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("weights[0] is NaN", Assert.Throws<ArgumentException>(() => SurvivalData.Create([3], [1], default, [double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("statuses has 2 values", Assert.Throws<ArgumentException>(() => SurvivalData.Create([3], [1, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_BadConfidence_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Estimate(SurvivalData.Create([1], [1]), 1));
}
