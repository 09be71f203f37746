using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Rules;

/// <summary>A plan on its columns: evaluates every rule for every account without branches, block by block.</summary>
/// <remarks>
/// Each condition keeps or clears a mark a row, and each rule's marks become its bit. Allocates nothing on the calling thread.
/// Thread-safe as long as nobody writes to the columns.
/// </remarks>
public sealed class BoundRulePlan
{
    /// <summary>The rows of a block: its marks and planes take 10 KB of the first-level cache and leave the rest to the columns.</summary>
    internal const int BlockRows = 1_024;

    private readonly BoundRule[] _rules;

    internal BoundRulePlan(RulePlan plan, int rowCount, Dictionary<string, RuleColumn> columns)
    {
        (Plan, RowCount) = (plan, rowCount);
        _rules = [.. plan.Rules.Select(rule => new BoundRule(
            [.. rule.Alternatives.Select(alternative => alternative.Select(c => new BoundCondition(columns[c.Column], c, ValueRange.Of(c))).ToArray())],
            rule.Custom))];
    }

    /// <summary>The rules.</summary>
    public RulePlan Plan { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Evaluates every rule for one account, condition by condition: the definition that evaluation in bulk agrees with.</summary>
    /// <param name="row">The account's row.</param>
    /// <returns>Bit i is set where rule i shows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ulong EvaluateRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        var mask = 0UL;
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].Shows(row)) mask |= 1UL << i;
        }

        return mask;
    }

    /// <summary>Evaluates every rule for every account on the calling thread.</summary>
    /// <param name="masks">The masks by row; bit i is set where rule i shows.</param>
    /// <exception cref="ArgumentException">There are not as many masks as rows.</exception>
    public void Evaluate(Span<ulong> masks)
    {
        RequireLength(masks.Length);
        EvaluateRows(masks, firstRow: 0);
    }

    /// <summary>Evaluates every rule for every account on several threads.</summary>
    /// <param name="masks">The masks by row; bit i is set where rule i shows.</param>
    /// <param name="degreeOfParallelism">The most threads to use, 1 or more, the calling one included. It never changes a result; more than one allocates a few kilobytes a call.</param>
    /// <exception cref="ArgumentException">There are not as many masks as rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1.</exception>
    public void Evaluate(Memory<ulong> masks, int degreeOfParallelism)
    {
        RequireLength(masks.Length);
        if (degreeOfParallelism == 1) EvaluateRows(masks.Span, firstRow: 0);
        else EvaluateInParallel(masks, degreeOfParallelism);
    }

    private void EvaluateInParallel(Memory<ulong> masks, int degreeOfParallelism) =>
        RowRanges.Run(RowCount, BlockRows, degreeOfParallelism, (start, count) => EvaluateRows(masks.Span.Slice(start, count), start));

    private void EvaluateRows(Span<ulong> masks, int firstRow)
    {
        Span<byte> marks = stackalloc byte[2 * BlockRows];
        Span<byte> planes = stackalloc byte[BitPlanes.Most * BlockRows];
        var count = Math.Max((_rules.Length + 7) / 8, 1);
        for (var start = 0; start < masks.Length; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, masks.Length - start);
            planes[..(count * BlockRows)].Clear();
            for (var i = 0; i < _rules.Length; i++)
            {
                _rules[i].Mark(firstRow + start, marks[..rows], marks.Slice(BlockRows, rows));
                BitPlanes.Set(i, marks[..rows], planes.Slice(i / 8 * BlockRows, rows));
            }

            BitPlanes.Join(planes, count, BlockRows, masks.Slice(start, rows));
        }
    }

    private void RequireLength(int masks)
    {
        if (masks != RowCount) throw new ArgumentException($"{masks} masks were given: one for each of the {RowCount} rows is needed.", nameof(masks));
    }

    private readonly record struct BoundCondition(RuleColumn Column, RuleCondition Condition, ValueRange Range);

    private readonly record struct BoundRule(BoundCondition[][] Alternatives, RowRule? Custom)
    {
        public bool Shows(int row)
        {
            if (Custom is { } custom) return custom(row);
            foreach (var alternative in Alternatives)
            {
                if (Array.TrueForAll(alternative, c => c.Condition.IsMetBy(c.Column[row]))) return true;
            }

            return false;
        }

        /// <summary>Marks the rows, from a first one on, where the rule shows.</summary>
        public void Mark(int firstRow, Span<byte> marks, Span<byte> spare)
        {
            if (Custom is { } custom)
            {
                for (var i = 0; i < marks.Length; i++) marks[i] = custom(firstRow + i) ? byte.MaxValue : (byte)0;
                return;
            }

            MarkAlternative(Alternatives[0], firstRow, marks);
            for (var a = 1; a < Alternatives.Length; a++)
            {
                MarkAlternative(Alternatives[a], firstRow, spare);
                Join(marks, spare);
            }
        }

        private static void MarkAlternative(BoundCondition[] conditions, int firstRow, Span<byte> marks)
        {
            marks.Fill(byte.MaxValue);
            foreach (ref readonly var condition in conditions.AsSpan()) condition.Column.Restrict(condition.Range, firstRow, marks);
        }

        private static void Join(Span<byte> marks, ReadOnlySpan<byte> others)
        {
            var set = MemoryMarshal.Cast<byte, Vector<byte>>(marks);
            var more = MemoryMarshal.Cast<byte, Vector<byte>>(others);
            for (var v = 0; v < set.Length; v++) set[v] |= more[v];
            for (var i = set.Length * Vector<byte>.Count; i < marks.Length; i++) marks[i] |= others[i];
        }
    }
}
