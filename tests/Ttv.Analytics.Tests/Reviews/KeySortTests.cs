using FsCheck.Xunit;

namespace Ttv.Analytics.Reviews;

public class KeySortTests
{
    [Property(MaxTest = 200)]
    public void Sort_AnyKeys_StandInOrder(int seed)
    {
        var random = new Random(seed);
        var keys = Keys(random);
        var expected = keys.Order().ToArray();
        using var histogram = new ReviewBuffer<int>();

        Assert.Equal(expected, KeySort.Sort<ulong>(keys, new ulong[keys.Length], histogram).ToArray());
    }

    [Property(MaxTest = 200)]
    public void Sort_AnyNarrowKeys_StandInOrder(int seed)
    {
        var keys = Keys(new Random(seed)).Select(k => (uint)k).ToArray();
        var expected = keys.Order().ToArray();
        using var histogram = new ReviewBuffer<int>();

        Assert.Equal(expected, KeySort.Sort<uint>(keys, new uint[keys.Length], histogram).ToArray());
    }

    [Property(MaxTest = 200)]
    public void Select_AnyRanks_AreThoseOfTheSortedKeys(int seed)
    {
        var random = new Random(seed);
        var keys = Keys(random);
        if (keys.Length == 0) return;
        var expected = keys.Order().ToArray();
        var ranks = Enumerable.Range(0, 6).Select(_ => random.Next(keys.Length)).Order().ToArray();
        var found = new ulong[6];
        using var histogram = new ReviewBuffer<int>();
        KeySelect.Select<ulong>(keys, new ulong[keys.Length + 1], histogram, ranks, found);

        Assert.Equal(ranks.Select(r => expected[r]), found);
    }

    /// <summary>Spread out, crowded below an outlier, or few values many times: the last two are beyond an insertion sort.</summary>
    private static ulong[] Keys(Random random)
    {
        var (count, bits, shape) = (random.Next(4_000), random.Next(1, 63), random.Next(3));
        return [.. Enumerable.Range(0, count).Select(i => shape switch
        {
            0 => (ulong)random.NextInt64(1L << bits),
            1 => i == 0 ? 1UL << bits : (ulong)random.NextInt64(1L << Math.Max(1, bits - 30)),
            _ => (ulong)random.Next(5) << (bits / 2),
        })];
    }
}
