using System.Numerics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// The accounts that count, by group and in order of time, as the tests between groups walk them: at each tick with an event
/// what is at risk in every group just before, and the events.
/// </summary>
/// <remarks>An account is one number: an <see cref="OutcomeKey"/> above its group.</remarks>
internal sealed class GroupTicks
{
    private readonly ulong[] _sorted;
    private readonly int _count;
    private readonly int _groupBits;

    /// <param name="keys">Each account's time and status, as an <see cref="OutcomeKey"/>; overwritten.</param>
    /// <param name="groups">Each account's group, from 0 on.</param>
    /// <param name="groupCount">The groups.</param>
    public GroupTicks(Span<long> keys, ReadOnlySpan<int> groups, int groupCount)
    {
        _groupBits = 32 - BitOperations.LeadingZeroCount((uint)groupCount);
        _count = keys.Length;
        Accounts = new double[groupCount];
        var largest = 0L;
        foreach (var key in keys) largest |= key;
        if (BitOperations.LeadingZeroCount((ulong)largest) < _groupBits) RankTimes(keys);
        var (packed, spare) = (new ulong[_count], new ulong[_count]);
        for (var i = 0; i < _count; i++)
        {
            Accounts[groups[i]]++;
            packed[i] = ((ulong)keys[i] << _groupBits) | (uint)groups[i];
        }

        using var histogram = new ReviewBuffer<int>();
        _sorted = KeySort.Sort<ulong>(packed, spare, histogram) == spare.AsSpan() ? spare : packed;
    }

    /// <summary>The accounts of each group.</summary>
    public double[] Accounts { get; }

    /// <summary>Calls for every tick with an event of interest, in order: what is at risk, and the events.</summary>
    public void Walk(Action<double[], double[]> tick)
    {
        var atRisk = (double[])Accounts.Clone();
        var events = new double[atRisk.Length];
        for (var i = 0; i < _count;)
        {
            var (time, start) = (TimeOf(i), i);
            for (; i < _count && KeyOf(i) == time << OutcomeKey.StatusBits; i++) events[GroupOf(i)]++;
            if (i > start) tick(atRisk, events);
            while (i < _count && TimeOf(i) == time) i++;
            for (var left = start; left < i; left++)
            {
                atRisk[GroupOf(left)]--;
                events[GroupOf(left)] = 0;
            }
        }
    }

    /// <summary>Puts each time's rank among the times in its place: the tests ask for their order alone. Only times of microseconds over decades need it.</summary>
    private static void RankTimes(Span<long> keys)
    {
        var times = new SortedSet<long>();
        foreach (var key in keys) times.Add(key >> OutcomeKey.StatusBits);
        var ranks = times.ToArray();
        foreach (ref var key in keys) key = ((long)Array.BinarySearch(ranks, key >> OutcomeKey.StatusBits) << OutcomeKey.StatusBits) | (key & OutcomeKey.StatusMask);
    }

    private ulong KeyOf(int i) => _sorted[i] >> _groupBits;

    private ulong TimeOf(int i) => _sorted[i] >> (_groupBits + OutcomeKey.StatusBits);

    private int GroupOf(int i) => (int)(_sorted[i] & ((1UL << _groupBits) - 1));
}
