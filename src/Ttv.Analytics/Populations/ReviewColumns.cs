namespace Ttv.Analytics.Populations;

/// <summary>The columns that a review reads: rows written one by one, read column by column.</summary>
internal class ReviewColumns
{
    /// <summary>The bytes of one account.</summary>
    protected const int ReviewedBytes = (3 * sizeof(long)) + sizeof(int) + sizeof(short) + sizeof(ushort);

    public readonly long[] SignedUpAt, FirstValueAt, ChurnedAt;
    public readonly int[] Profile;
    public readonly short[] Segment;
    public readonly AccountFlags[] Flags;

    private int _made;

    public ReviewColumns(int capacity)
    {
        Capacity = capacity;
        (SignedUpAt, FirstValueAt, ChurnedAt) = (New<long>(), New<long>(), New<long>());
        (Profile, Segment, Flags) = (New<int>(), New<short>(), New<AccountFlags>());
    }

    public int Capacity { get; }

    /// <summary>Writes rows one after the other, column by column: so many columns at once would each wait for memory.</summary>
    public virtual void Write(int first, ReadOnlySpan<AccountRow> rows)
    {
        for (var i = 0; i < rows.Length; i++) SignedUpAt[first + i] = rows[i].SignedUpAt;
        for (var i = 0; i < rows.Length; i++) FirstValueAt[first + i] = rows[i].FirstValueAt;
        for (var i = 0; i < rows.Length; i++) ChurnedAt[first + i] = rows[i].ChurnedAt;
        for (var i = 0; i < rows.Length; i++) Profile[first + i] = rows[i].Profile;
        for (var i = 0; i < rows.Length; i++) Segment[first + i] = rows[i].Segment;
        for (var i = 0; i < rows.Length; i++) Flags[first + i] = rows[i].Flags;
    }

    /// <summary>Each array a little longer than the one before, so that columns read together do not start at equal offsets within a memory page.</summary>
    protected T[] New<T>() => GC.AllocateUninitializedArray<T>(Capacity + (16 * _made++));
}
