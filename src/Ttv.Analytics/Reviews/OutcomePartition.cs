using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// One worker's pass over its accounts: it counts every group's rates and scatters the accounts' keys by group, into runs
/// of a fixed length, so that one pass is enough.
/// </summary>
/// <remarks>The groups' counts are sums and their keys are sorted afterwards: how the accounts are cut up never shows.</remarks>
internal sealed class OutcomePartition<TKey> where TKey : unmanaged
{
    private const int BlockRows = 1024;

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
        for (var start = from; start < to; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, to - start);
            var groups = _space.Block.Take(rows);
            index.Fill(start, groups);
            nextRun = Scatter(columns, start, groups, observedUntil, warningAge, nextRun);
        }
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

    /// <summary>
    /// Without branches, what <c>CohortTally.Add</c> does for one row: first value counts unless a cancellation came before
    /// it, the time is that of what came first, and the end of observation where nothing came.
    /// </summary>
    private int Scatter(OutcomeColumns columns, int start, Span<int> groups, long observedUntil, long warningAge, int nextRun)
    {
        var signedUpAt = columns.SignedUpAt.Slice(start, groups.Length);
        var firstValueAt = columns.FirstValueAt.Slice(start, groups.Length);
        var churnedAt = columns.ChurnedAt.Slice(start, groups.Length);
        var flags = columns.Flags.Slice(start, groups.Length);
        var keys = Keys();
        var tails = _space.Tails.Take(_groups + 1);
        var next = _space.NextRun.Take(_capacity >> _runBits);
        var counts = _space.Counts.Take(_groups + 1);
        var (unit, table, runBits, nowhere) = (new TickUnit(columns.Unit), CountLanes.Table, _runBits, _groups);
        var remainder = RemainderOf(observedUntil, columns.Unit);
        var (oneWeek, twoWeeks) = (CohortEstimates.OneWeek, CohortEstimates.TwoWeeks);
        var (late, early, known, always) = (0, 0, 0, _achievedOnly ? 0 : 1);
        for (var i = 0; i < groups.Length; i++)
        {
            var (signedUp, value, churn, answers) = (signedUpAt[i], firstValueAt[i], churnedAt[i], (int)flags[i]);
            var age = observedUntil - signedUp;
            var (reached, cancelled) = (value <= observedUntil ? 1 : 0, churn <= observedUntil ? 1 : 0);
            var toValue = reached != 0 ? value - signedUp : OutcomeColumns.Never;
            var toChurn = cancelled != 0 ? Math.Max(0, churn - signedUp) : OutcomeColumns.Never;
            var own = reached & (toValue <= toChurn ? 1 : 0);
            var churned = cancelled & (own ^ 1);
            var open = 1 - own - churned;
            var status = churned + (2 * open) + (2 * (churned & reached));
            // Only a row still open is timed by the end of observation, which need not be a multiple of the unit.
            var time = Math.Min(Math.Min(toValue, toChurn), age) - (-(long)open & remainder);
            var key = (unit.Over(time) << OutcomeKey.StatusBits) | (uint)(churned + (2 * open));

            var (isLate, isEarly) = (signedUp > observedUntil ? 1 : 0, value < signedUp ? 1 : 0);
            var stays = (isLate | isEarly) ^ 1;
            late += isLate;
            early += isEarly;
            known |= answers & -stays;
            var group = stays != 0 ? groups[i] : nowhere;
            var code = (answers & 15) | (status << CountLanes.StatusShift)
                | ((age >= oneWeek ? 1 : 0) << CountLanes.AgedWeekShift)
                | ((age >= warningAge ? 1 : 0) << CountLanes.AgedWarningShift)
                | ((age >= twoWeeks ? 1 : 0) << CountLanes.AgedTwoWeeksShift)
                | ((toValue <= oneWeek ? 1 : 0) << CountLanes.WithinWeekShift);
            counts[group] += table[code];

            var tail = tails[group];
            keys[tail] = OutcomeKey.Narrow<TKey>(key);
            var after = tail + (own | always);
            if ((tail ^ after) >> runBits != 0)
            {
                next[tail >> runBits] = nextRun;
                after = nextRun++ << runBits;
            }

            tails[group] = after;
        }

        SignedUpLater += late;
        ValueBeforeSignUp += early;
        Known |= (OutcomeFlags)known;
        return nextRun;
    }

    /// <summary>What is over when an instant is taken in units, 0 or more.</summary>
    public static long RemainderOf(long at, long unit) => ((at % unit) + unit) % unit;
}
