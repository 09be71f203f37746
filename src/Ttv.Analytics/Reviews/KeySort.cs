using System.Numerics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Sorts the keys of one group within the cache: a radix sort by the leading digits, least significant first, after which few
/// keys are out of place and an insertion sort ends it. Where many still are, the trailing digits get their passes too.
/// </summary>
internal static class KeySort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Few = 128;

    /// <summary>How many more leading bits than the logarithm of the number of keys are sorted by.</summary>
    private const int SpareBits = 6;

    /// <summary>Sorts.</summary>
    /// <param name="keys">The keys; overwritten.</param>
    /// <param name="spare">As much room again.</param>
    /// <param name="histogram">Room for counting.</param>
    /// <returns>The one of the two spans that now holds the keys in order.</returns>
    public static Span<TKey> Sort<TKey>(Span<TKey> keys, Span<TKey> spare, ReviewBuffer<int> histogram)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        if (keys.Length <= Few)
        {
            keys.Sort();
            return keys;
        }

        var all = TKey.Zero;
        foreach (var key in keys) all |= key;
        var bits = 64 - BitOperations.LeadingZeroCount(OutcomeKey.Widen(all));
        var wanted = BitOperations.Log2((uint)keys.Length) + SpareBits;
        var passes = Math.Min((wanted + DigitBits - 1) / DigitBits, (bits + DigitBits - 1) / DigitBits);
        var skipped = Math.Max(0, bits - (passes * DigitBits));
        var sorted = SortFrom(skipped, passes, keys, spare, histogram);
        if (skipped == 0 || TryInsertionSort(sorted)) return sorted;
        return SortFrom(0, (bits + DigitBits - 1) / DigitBits, keys, spare, histogram, isInSpare: sorted == spare);
    }

    private static Span<TKey> SortFrom<TKey>(int shift, int passes, Span<TKey> keys, Span<TKey> spare, ReviewBuffer<int> histogram, bool isInSpare = false)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        for (var pass = 0; pass < passes; pass++, isInSpare = !isInSpare)
            ScatterByDigit(isInSpare ? spare : keys, isInSpare ? keys : spare, histogram.Take(Digits), shift + (pass * DigitBits));
        return isInSpare ? spare : keys;
    }

    private static void ScatterByDigit<TKey>(ReadOnlySpan<TKey> from, Span<TKey> to, Span<int> starts, int shift)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        starts.Clear();
        foreach (var key in from) starts[(int)(OutcomeKey.Widen(key) >> shift) & (Digits - 1)]++;
        var sum = 0;
        for (var d = 0; d < starts.Length; d++) (starts[d], sum) = (sum, sum + starts[d]);
        foreach (var key in from) to[starts[(int)(OutcomeKey.Widen(key) >> shift) & (Digits - 1)]++] = key;
    }

    /// <summary>Gives up where keys are far from their places, as when most of them share their leading digits.</summary>
    private static bool TryInsertionSort<TKey>(Span<TKey> keys) where TKey : unmanaged, IBinaryInteger<TKey>
    {
        var moves = 4 * (long)keys.Length;
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            if (keys[i - 1] <= key) continue;
            var to = i;
            for (; to > 0 && keys[to - 1] > key; to--) keys[to] = keys[to - 1];
            keys[to] = key;
            if ((moves -= i - to) < 0) return false;
        }

        return true;
    }
}
