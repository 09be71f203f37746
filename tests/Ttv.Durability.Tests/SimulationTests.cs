namespace Ttv.Soak;

public class SimulationTests
{
    /// <summary>The long run does ten thousand seeds; a failing one is printed, and stands here from then on.</summary>
    [Theory]
    [InlineData(1, 60)]
    [InlineData(63, 63)]
    public async Task FailingStore_ManySeeds_WhatThePureEngineDecidesTakesEffectOnce(int from, int to)
    {
        var effects = 0;
        for (var seed = from; seed <= to; seed++) effects += await SimulatedRun.CheckAsync(seed);
        Assert.True(effects > (to - from) * 10, $"{effects} nudges in all: too few to prove anything");
    }
}
