namespace Ttv.Statistics.Evaluation;

/// <summary>Counts by rank, with sums of all ranks below one in O(log n).</summary>
internal sealed class FenwickTree(int size)
{
    private readonly long[] _sums = new long[size + 1];
    private readonly long[] _counts = new long[size];

    public long Total { get; private set; }

    public void Add(int rank)
    {
        Total++;
        _counts[rank]++;
        for (var i = rank + 1; i < _sums.Length; i += i & -i) _sums[i]++;
    }

    public long At(int rank) => _counts[rank];

    public long SumBelow(int rank)
    {
        var sum = 0L;
        for (var i = rank; i > 0; i -= i & -i) sum += _sums[i];
        return sum;
    }
}
