namespace Ttv.Ingestion.Fields;

/// <summary>Numbers short byte strings from 0 in the order they were added. Each is kept once; looking one up allocates nothing.</summary>
/// <remarks>A slot of 16 bytes tells where the key's bytes stand, so that a lookup waits for memory twice at most.</remarks>
internal sealed class Utf8Interner
{
    /// <summary>The longest key allowed, in bytes.</summary>
    public const int LongestKey = 4096;

    private const int ChunkBytes = 1 << 16;

    private readonly List<byte[]> _chunks = [];
    private ulong[] _hashes = new ulong[256];
    private Slot[] _slots = new Slot[512];
    private int _used = ChunkBytes;

    private readonly record struct Slot(uint Tag, int Number, uint Position, int Length);

    public int Count { get; private set; }

    /// <summary>Reads the first slot of a hash, so that it is in the cache when the key is looked up. Gives the hash back.</summary>
    public ulong Touch(ulong hash) => _slots[(int)hash & (_slots.Length - 1)].Number < 0 ? 0 : hash;

    /// <summary>The key's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, ulong hash)
    {
        var mask = _slots.Length - 1;
        var tag = (uint)(hash >> 32);
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Length == 0) return -1;
            if (slot.Tag == tag && slot.Length == key.Length && key.SequenceEqual(_chunks[(int)(slot.Position / ChunkBytes)].AsSpan((int)(slot.Position % ChunkBytes), slot.Length))) return slot.Number;
        }
    }

    /// <summary>Adds a key that is not there yet: 1 to <see cref="LongestKey"/> bytes.</summary>
    public int Add(ReadOnlySpan<byte> key, ulong hash)
    {
        if (Count == _hashes.Length) Array.Resize(ref _hashes, 2 * Count);
        if (2 * (Count + 1) > _slots.Length) Widen();
        _hashes[Count] = hash;
        Place(_slots, new Slot((uint)(hash >> 32), Count, Keep(key), key.Length), hash);
        return Count++;
    }

    private uint Keep(ReadOnlySpan<byte> key)
    {
        if (_used + key.Length > ChunkBytes)
        {
            _chunks.Add(new byte[ChunkBytes]);
            _used = 0;
        }

        var position = checked((uint)(((long)(_chunks.Count - 1) * ChunkBytes) + _used));
        key.CopyTo(_chunks[^1].AsSpan(_used));
        _used += key.Length;
        return position;
    }

    private void Widen()
    {
        var slots = new Slot[2 * _slots.Length];
        foreach (var slot in _slots)
        {
            if (slot.Length > 0) Place(slots, slot, _hashes[slot.Number]);
        }

        _slots = slots;
    }

    private static void Place(Slot[] slots, in Slot slot, ulong hash)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at].Length != 0) at = (at + 1) & mask;
        slots[at] = slot;
    }
}
