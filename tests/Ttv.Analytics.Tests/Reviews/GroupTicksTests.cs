using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ttv.Analytics.Reviews;

public class GroupTicksTests
{
    [Property(MaxTest = 200)]
    public Property Walk_TimesTooLongToStandBesideTheirGroups_IsThatOfTheirRanks() => Prop.ForAll(
        Gen.Choose(0, 12).ArrayOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (times, seed) =>
        {
            var random = new Random(seed);
            var statuses = times.Select(_ => (long)random.Next(3)).ToArray();
            var groups = times.Select(_ => random.Next(700)).ToArray();
            // 2^52 and more above two bits of status leave nine for 700 groups, which take ten.
            var near = Walk([.. times.Select((t, i) => ((long)t << OutcomeKey.StatusBits) | statuses[i])], groups);
            var far = Walk([.. times.Select((t, i) => ((t + (1L << 57)) << OutcomeKey.StatusBits) | statuses[i])], groups);
            Assert.Equal(near, far);
        });

    [Fact]
    public void Walk_EventsAndCensoringsAtATick_CountsWhatWasAtRiskBefore() =>
        Assert.Equal(["2 2:1 1", "0 1:0 1"], Walk([Key(5, OutcomeKey.Own), Key(5, OutcomeKey.Churned), Key(5, OutcomeKey.Own), Key(9, OutcomeKey.Own)], [0, 0, 1, 1], 2));

    private static long Key(long time, int status) => (time << OutcomeKey.StatusBits) | (long)status;

    private static List<string> Walk(long[] keys, int[] groups, int groupCount = 700)
    {
        var ticks = new List<string>();
        new GroupTicks(keys, groups, groupCount).Walk((atRisk, events) => ticks.Add($"{string.Join(' ', atRisk)}:{string.Join(' ', events)}"));
        return ticks;
    }
}
