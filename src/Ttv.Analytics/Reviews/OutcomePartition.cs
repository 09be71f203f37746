using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// One worker's pass over its accounts: it counts every group's rates and scatters the accounts' keys by group, into runs
/// of a fixed length, so that one pass is enough.
/// </summary>
/// <remarks>The groups' counts are sums and their keys are sorted afterwards: how the accounts are cut up never shows.</remarks>
internal sealed class OutcomePartition<TKey> where TKey : unmanaged
{
    public const int BlockRows = 512;

    private readonly WorkerSpace _space;
    private readonly int _groups;
    private readonly int _runBits;
    private readonly bool _achievedOnly;
    private readonly int _capacity;

    /// <param name="space">The worker's memory.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="rows">The worker's accounts.</param>
    /// <param name="achievedOnly">Whether the keys of accounts at first value are enough.</param>
    public OutcomePartition(WorkerSpace space, int groups, int rows, bool achievedOnly)
    {
        (_space, _groups, _achievedOnly) = (space, groups, achievedOnly);
        _runBits = Math.Clamp(System.Numerics.BitOperations.Log2((uint)(rows / (groups + 1)) + 1), 4, 10);
        // One run a group to start with, those in no group included, and one more for every run that fills up.
        var runs = groups + 1 + (rows >> _runBits);
        _capacity = runs << _runBits;
        _space.NextRun.Take(runs);
    }

    public int SignedUpLater { get; private set; }

    public int ValueBeforeSignUp { get; private set; }

    /// <summary>The answers known of any account that counts.</summary>
    public OutcomeFlags Known { get; private set; }

    public Vector512<int> CountsOf(int group) => _space.Counts.Take(_groups + 1)[group];

    /// <summary>Takes in the accounts of a range.</summary>
    public void Run(OutcomeColumns columns, GroupIndex index, long observedUntil, long warningAge, int from, int to)
    {
        _space.Counts.Take(_groups + 1).Clear();
        var tails = _space.Tails.Take(_groups + 1);
        for (var g = 0; g <= _groups; g++) tails[g] = g << _runBits;
        var nextRun = _groups + 1;
        var coder = new OutcomeCoder(columns.Unit, observedUntil, warningAge);
        for (var start = from; start < to; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, to - start);
            var groups = _space.Block.Take(rows);
            index.Fill(start, groups);
            var (keys, codes) = (_space.BlockKeys, _space.BlockCodes);
            coder.Encode(columns, start, keys.AsSpan(0, rows), codes.AsSpan(0, rows));
            nextRun = Scatter(groups, keys.AsSpan(0, rows), codes.AsSpan(0, rows), nextRun);
        }

        (SignedUpLater, ValueBeforeSignUp, Known) = (coder.SignedUpLater, coder.ValueBeforeSignUp, coder.Known);
    }

    /// <summary>Appends a group's keys.</summary>
    /// <returns>How many they were.</returns>
    public int CopyTo(int group, Span<TKey> destination)
    {
        var (left, copied) = (KeysOf(group), 0);
        var keys = Keys();
        var next = _space.NextRun.Take(_capacity >> _runBits);
        for (var run = group; copied < left; run = next[run])
        {
            var length = Math.Min(1 << _runBits, left - copied);
            keys.Slice(run << _runBits, length).CopyTo(destination[copied..]);
            copied += length;
        }

        return copied;
    }

    /// <summary>The keys kept of a group.</summary>
    public int KeysOf(int group) => _achievedOnly ? CountLanes.Achieved(CountsOf(group)) : CountLanes.Accounts(CountsOf(group));

    private Span<TKey> Keys() => KeysIn(_space.Keys, _capacity);

    public static Span<TKey> KeysIn(ReviewBuffer<ulong> buffer, int count) =>
        MemoryMarshal.Cast<ulong, TKey>(typeof(TKey) == typeof(uint) ? buffer.Take((count + 1) / 2) : buffer.Take(count))[..count];

    /// <summary>Counts a block's accounts and appends their keys to their groups' runs.</summary>
    private int Scatter(ReadOnlySpan<int> groups, ReadOnlySpan<long> blockKeys, ReadOnlySpan<long> codes, int nextRun)
    {
        var keys = Keys();
        var tails = _space.Tails.Take(_groups + 1);
        var next = _space.NextRun.Take(_capacity >> _runBits);
        var counts = _space.Counts.Take(_groups + 1);
        var (table, runBits, nowhere) = (CountLanes.Table, _runBits, _groups);
        var always = _achievedOnly ? 0 : 1;
        for (var i = 0; i < groups.Length; i++)
        {
            var code = (int)codes[i];
            var group = (code & CountLanes.Stays) != 0 ? groups[i] : nowhere;
            counts[group] += table[code & CountLanes.Mask];

            // Every key is written; one that is not kept is written over by the next.
            var tail = tails[group];
            keys[tail] = OutcomeKey.Narrow<TKey>((ulong)blockKeys[i]);
            var after = tail + (always | ((code >> CountLanes.OwnShift) & 1));
            if ((tail ^ after) >> runBits != 0)
            {
                next[tail >> runBits] = nextRun;
                after = nextRun++ << runBits;
            }

            tails[group] = after;
        }

        return nextRun;
    }
}
