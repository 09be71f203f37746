namespace Ttv.Soak;

public class SimulationTests
{
    /// <summary>The long run does ten thousand seeds; a failing one is printed, and stands here from then on.</summary>
    [Theory]
    [InlineData(1, 150)]
    public async Task FailingStore_ManySeeds_SameSeedSameDecisionsEachOnce(int from, int to)
    {
        var effects = 0;
        for (var seed = from; seed <= to; seed++)
        {
            var once = await SimulatedRun.RunAsync(seed);
            Assert.Equal(once, await SimulatedRun.RunAsync(seed));
            effects += once.Count;
        }

        Assert.True(effects > (to - from) * 5, $"{effects} nudges in all: too few to prove anything");
    }
}
