namespace Ttv.Analytics.Populations;

/// <summary>One worker's memory: where its events go in each partition, and the events of the partition at hand, account by account.</summary>
internal sealed class PartitionScratch
{
    private FoldEvent[] _events = [];
    private int[] _ends = [];
    private int[] _cursors = [];

    public long HeldBytes => (24L * _events.Length) + (4L * (_ends.Length + _cursors.Length));

    public Span<FoldEvent> Events(int count) => AtLeast(ref _events, count);

    public Span<int> Ends(int count) => AtLeast(ref _ends, count);

    public Span<int> Cursors(int count) => AtLeast(ref _cursors, count);

    private static Span<T> AtLeast<T>(ref T[] array, int count)
    {
        if (array.Length < count) array = new T[Math.Max(count, Math.Min(Array.MaxLength, 2L * array.Length))];
        return array.AsSpan(0, count);
    }
}
