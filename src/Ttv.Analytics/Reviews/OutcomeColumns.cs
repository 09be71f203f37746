using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>What a review needs to know of many accounts, as columns: what <see cref="AccountOutcome"/> is for one.</summary>
/// <remarks>
/// Times are whole microseconds since the Unix epoch within <see cref="Earliest"/> and <see cref="Latest"/>, so that every
/// difference is exact. 27 bytes an account, copied on the way in. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class OutcomeColumns
{
    /// <summary>Stands for a time that never came; the largest <see cref="long"/>.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The earliest time allowed: -2^52 µs, in the year 1827.</summary>
    public const long Earliest = -Latest;

    /// <summary>The latest time allowed: 2^52 µs, in the year 2112.</summary>
    public const long Latest = 1L << 52;

    private readonly long[] _signedUpAt;
    private readonly long[] _firstValueAt;
    private readonly long[] _churnedAt;
    private readonly short[] _segments;
    private readonly OutcomeFlags[] _flags;

    private OutcomeColumns(long[] signedUpAt, long[] firstValueAt, long[] churnedAt, short[] segments, OutcomeFlags[] flags, ValueList<SegmentKey> segmentKeys)
    {
        (_signedUpAt, _firstValueAt, _churnedAt, _segments, _flags, SegmentKeys) = (signedUpAt, firstValueAt, churnedAt, segments, flags, segmentKeys);
        OutcomeFaults.ThrowIfAny(this);
        FirstSignUp = Never;
        foreach (var at in signedUpAt) FirstSignUp = Math.Min(FirstSignUp, at);
        Unit = TickUnit.OfAll(signedUpAt, firstValueAt, churnedAt);
    }

    /// <summary>The number of accounts, 0 or more.</summary>
    public int Count => _signedUpAt.Length;

    /// <summary>When each signed up, in microseconds since the Unix epoch.</summary>
    public ReadOnlySpan<long> SignedUpAt => _signedUpAt;

    /// <summary>When first value was observed, in microseconds since the Unix epoch, or <see cref="Never"/>.</summary>
    public ReadOnlySpan<long> FirstValueAt => _firstValueAt;

    /// <summary>When each first cancelled, in microseconds since the Unix epoch, or <see cref="Never"/>. First value after that is a win-back.</summary>
    public ReadOnlySpan<long> ChurnedAt => _churnedAt;

    /// <summary>Each one's segment as an index into <see cref="SegmentKeys"/>; -1: none.</summary>
    public ReadOnlySpan<short> Segments => _segments;

    /// <summary>Each one's answers.</summary>
    public ReadOnlySpan<OutcomeFlags> Flags => _flags;

    /// <summary>The segments that <see cref="Segments"/> points into, each once.</summary>
    public ValueList<SegmentKey> SegmentKeys { get; }

    /// <summary>The earliest sign-up, or <see cref="Never"/> without accounts.</summary>
    internal long FirstSignUp { get; }

    /// <summary>A number of microseconds that divides every time: the coarser, the shorter the keys to sort.</summary>
    internal long Unit { get; }

    /// <summary>Takes columns in.</summary>
    /// <param name="signedUpAt">When each signed up, in microseconds since the Unix epoch.</param>
    /// <param name="firstValueAt">When first value was observed, or <see cref="Never"/>; empty: never for all.</param>
    /// <param name="churnedAt">When each first cancelled, or <see cref="Never"/>; empty: never for all.</param>
    /// <param name="flags">Each one's answers; empty: unknown for all.</param>
    /// <param name="segments">Each one's segment as an index into <paramref name="segmentKeys"/>, or -1; empty: none for all.</param>
    /// <param name="segmentKeys">The segments, each once, at most 32,768.</param>
    /// <exception cref="ArgumentException">A column is of another length than the first, or a value is out of its range; the message names row and value.</exception>
    public static OutcomeColumns Create(
        ReadOnlySpan<long> signedUpAt,
        ReadOnlySpan<long> firstValueAt,
        ReadOnlySpan<long> churnedAt,
        ReadOnlySpan<OutcomeFlags> flags,
        ReadOnlySpan<short> segments,
        ValueList<SegmentKey> segmentKeys)
    {
        var count = signedUpAt.Length;
        return new OutcomeColumns(
            signedUpAt.ToArray(),
            CopyOf(firstValueAt, count, Never, nameof(firstValueAt)),
            CopyOf(churnedAt, count, Never, nameof(churnedAt)),
            CopyOf(segments, count, (short)-1, nameof(segments)),
            CopyOf(flags, count, OutcomeFlags.None, nameof(flags)),
            segmentKeys);
    }

    /// <summary>Lays rows out as columns, in their order; instants are rounded down to the microsecond, and a profile is not kept.</summary>
    /// <param name="outcomes">One row an account; read once.</param>
    /// <exception cref="ArgumentException">An account stands twice, or an instant is out of range.</exception>
    public static OutcomeColumns From(IEnumerable<AccountOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var rows = new OutcomeRows();
        foreach (var row in outcomes) rows.Add(row);
        return new OutcomeColumns([.. rows.SignedUpAt], [.. rows.FirstValueAt], [.. rows.ChurnedAt], [.. rows.Segments], [.. rows.Flags], [.. rows.SegmentKeys]);
    }

    private static T[] CopyOf<T>(ReadOnlySpan<T> column, int count, T missing, string name)
    {
        if (column.Length == count) return column.ToArray();
        if (!column.IsEmpty) throw new ArgumentException($"{name} has {column.Length} values and signedUpAt has {count}: as many are needed, or none.", name);
        var copy = new T[count];
        Array.Fill(copy, missing);
        return copy;
    }
}
