using System.Runtime.CompilerServices;

namespace Ttv.Analytics.Populations;

/// <summary>One worker's memory: where its events go in each partition, and the events of the partition at hand,
/// account by account, with some of the rows they make.</summary>
internal sealed class PartitionScratch
{
    private FoldEvent[] _events = [];
    private AccountRow[] _rows = [];
    private int[] _ends = [];

    public long HeldBytes => (24L * _events.Length) + ((long)Unsafe.SizeOf<AccountRow>() * _rows.Length) + (4L * _ends.Length) + Lanes.HeldBytes;

    public ScatterLanes Lanes { get; } = new();

    public Span<FoldEvent> Events(int count) => AtLeast(ref _events, count);

    public Span<AccountRow> Rows(int count) => AtLeast(ref _rows, count);

    public Span<int> Ends(int count) => AtLeast(ref _ends, count);

    private static Span<T> AtLeast<T>(ref T[] array, int count)
    {
        if (array.Length < count) array = new T[Math.Max(count, Math.Min(Array.MaxLength, 2L * array.Length))];
        return array.AsSpan(0, count);
    }
}
