using System.Buffers;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Scoring;

/// <summary>What one thread keeps of a block between the kernels: pooled, so that a run allocates nothing once the pool is warm.</summary>
internal readonly ref struct BlockScratch
{
    /// <summary>The accounts of a block: with four signals 42 KB of columns, scratch and results.</summary>
    public const int Rows = 512;

    private const int DoubleColumns = 2;
    private const int IntColumns = 3;

    private readonly double[] _doubles;
    private readonly int[] _ints;
    private readonly int _signals;
    private readonly int _count;

    public BlockScratch(int signals)
        : this(ArrayPool<double>.Shared.Rent(DoubleColumns * Rows), ArrayPool<int>.Shared.Rent((IntColumns + 1 + (2 * signals)) * Rows), signals, Rows)
    {
    }

    private BlockScratch(double[] doubles, int[] ints, int signals, int count) => (_doubles, _ints, _signals, _count) = (doubles, ints, signals, count);

    public Span<double> Sums => _doubles.AsSpan(0, _count);

    public Span<double> Reciprocals => _doubles.AsSpan(Rows, _count);

    public Span<int> Coverages => _ints.AsSpan(0, _count);

    public Span<int> Divisors => _ints.AsSpan(Rows, _count);

    public Span<int> Left => _ints.AsSpan(2 * Rows, _count);

    public Span<ushort> NarrowCoverages => MemoryMarshal.Cast<int, ushort>(_ints.AsSpan(IntColumns * Rows, Rows))[.._count];

    /// <summary>The remainders of all signals, <see cref="Rows"/> elements from one to the next.</summary>
    public Span<int> Remainders => _ints.AsSpan((IntColumns + 1) * Rows, _signals * Rows);

    public Span<int> RemaindersOf(int signal) => Remainders.Slice(signal * Rows, _count);

    public Span<int> PartsOf(int signal) => _ints.AsSpan((IntColumns + 1 + _signals + signal) * Rows, _count);

    /// <summary>The same scratch for a block of fewer accounts.</summary>
    public BlockScratch Slice(int count) => new(_doubles, _ints, _signals, count);

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_doubles);
        ArrayPool<int>.Shared.Return(_ints);
    }
}
