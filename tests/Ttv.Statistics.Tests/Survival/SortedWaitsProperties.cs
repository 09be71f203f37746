using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ttv.Statistics.Support;

namespace Ttv.Statistics.Survival;

public class SortedWaitsProperties
{
    [Property(MaxTest = 500)]
    public Property Median_AnyWaits_EqualsKaplanMeiers() => Prop.ForAll(SurvivalRows.Any(1), rows =>
    {
        var keys = rows.Times.Select((t, i) => SortedWaits.KeyOf(t, rows.Statuses[i] == 0)).Order().ToArray();
        return SortedWaits.Median(keys) == KaplanMeier.Estimate(rows.ToData()).Median.Value;
    });

    [Fact]
    public void Median_HalfExactly_IsTheMiddleOfTheTwoTicks()
    {
        Assert.Equal(3, SortedWaits.Median([SortedWaits.KeyOf(2, false), SortedWaits.KeyOf(4, false)]));
        Assert.Equal(5.5, SortedWaits.Median([SortedWaits.KeyOf(2, false), SortedWaits.KeyOf(9, true)]));
    }

    [Fact]
    public void Median_NobodyOrTooFew_IsNotReached()
    {
        Assert.Null(SortedWaits.Median([]));
        Assert.Null(SortedWaits.Median([SortedWaits.KeyOf(2, true), SortedWaits.KeyOf(4, true)]));
    }
}
