namespace Ttv.Analytics.Populations;

/// <summary>One worker's memory: where its events go in each partition, and the columns of the partition at hand, account by account.</summary>
internal sealed class PartitionScratch
{
    private long[] _times = [];
    private ulong[] _idHashes = [];
    private int[] _codes = [];
    private int[] _ends = [];
    private int[] _cursors = [];

    public long HeldBytes => (20L * _times.Length) + (4L * (_ends.Length + _cursors.Length));

    public Span<long> Times(int count) => AtLeast(ref _times, count);

    public Span<ulong> IdHashes(int count) => AtLeast(ref _idHashes, count);

    public Span<int> Codes(int count) => AtLeast(ref _codes, count);

    public Span<int> Ends(int count) => AtLeast(ref _ends, count);

    public int[] Cursors(int count)
    {
        AtLeast(ref _cursors, count);
        return _cursors;
    }

    private static Span<T> AtLeast<T>(ref T[] array, int count)
    {
        if (array.Length < count) array = new T[Math.Max(count, Math.Min(Array.MaxLength, 2L * array.Length))];
        return array.AsSpan(0, count);
    }
}
