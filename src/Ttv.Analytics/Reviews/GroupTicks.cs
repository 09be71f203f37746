using System.Numerics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// The accounts that count, by group and in order of time, as the tests between groups walk them: at each tick with an event
/// what is at risk in every group just before, and the events.
/// </summary>
internal sealed class GroupTicks
{
    private readonly long[] _keys;
    private readonly int[] _groups;
    private readonly int _count;

    /// <param name="keys">Each account's time and status, as an <see cref="OutcomeKey"/>; overwritten.</param>
    /// <param name="groups">Each account's group, 0 or more; overwritten.</param>
    /// <param name="count">The accounts.</param>
    /// <param name="groupCount">The groups.</param>
    public GroupTicks(long[] keys, int[] groups, int count, int groupCount)
    {
        (_keys, _groups, _count) = (keys, groups, count);
        Accounts = new double[groupCount];
        foreach (var group in groups.AsSpan(0, count)) Accounts[group]++;
        keys.AsSpan(0, count).Sort(groups.AsSpan(0, count));
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
            var (time, start) = (_keys[i] >> OutcomeKey.StatusBits, i);
            for (; i < _count && _keys[i] == time << OutcomeKey.StatusBits; i++) events[_groups[i]]++;
            if (i > start) tick(atRisk, events);
            for (; i < _count && _keys[i] >> OutcomeKey.StatusBits == time; i++)
            {
            }

            for (var left = start; left < i; left++)
            {
                atRisk[_groups[left]]--;
                events[_groups[left]] = 0;
            }
        }
    }
}
