using System.Numerics;

namespace Ttv.Analytics.Reviews;

/// <summary>Finds a few order statistics of one group's keys: only the buckets that hold one are sorted.</summary>
internal static class KeySelect
{
    private const int BucketBits = 11;
    private const int Buckets = 1 << BucketBits;
    private const int Few = 128;

    /// <summary>The keys of the given ranks.</summary>
    /// <param name="keys">The keys; may be reordered.</param>
    /// <param name="spare">As much room again.</param>
    /// <param name="histogram">Room for counting.</param>
    /// <param name="ranks">Ranks from 0, ascending.</param>
    /// <param name="found">The keys of those ranks.</param>
    public static void Select<TKey>(Span<TKey> keys, Span<TKey> spare, ReviewBuffer<int> histogram, ReadOnlySpan<int> ranks, Span<ulong> found)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        if (keys.Length <= Few)
        {
            keys.Sort();
            for (var r = 0; r < ranks.Length; r++) found[r] = OutcomeKey.Widen(keys[ranks[r]]);
            return;
        }

        var all = TKey.Zero;
        foreach (var key in keys) all |= key;
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(OutcomeKey.Widen(all)) - BucketBits);
        var room = histogram.Take(2 * Buckets);
        room.Clear();
        var sizes = room[..Buckets];
        var wanted = room[Buckets..];
        foreach (var key in keys) sizes[(int)(OutcomeKey.Widen(key) >> shift) & (Buckets - 1)]++;

        // A rank among all keys is a rank among the wanted buckets' keys, less what the unwanted ones before it hold.
        Span<int> own = stackalloc int[ranks.Length];
        var (bucket, before, skipped) = (0, 0, 0);
        for (var r = 0; r < ranks.Length; r++)
        {
            for (; before + sizes[bucket] <= ranks[r]; bucket++)
            {
                before += sizes[bucket];
                if (wanted[bucket] == 0) skipped += sizes[bucket];
            }

            wanted[bucket] = 1;
            own[r] = ranks[r] - skipped;
        }

        var count = 0;
        foreach (var key in keys)
        {
            spare[count] = key;
            count += wanted[(int)(OutcomeKey.Widen(key) >> shift) & (Buckets - 1)];
        }

        spare[..count].Sort();
        for (var r = 0; r < ranks.Length; r++) found[r] = OutcomeKey.Widen(spare[own[r]]);
    }
}
