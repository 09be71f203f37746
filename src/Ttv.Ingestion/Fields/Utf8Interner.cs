namespace Ttv.Ingestion.Fields;

/// <summary>Numbers byte strings from 0 in the order they were added. Each is kept once; looking one up allocates nothing.</summary>
internal sealed class Utf8Interner
{
    private const int ChunkBytes = 1 << 16;

    private readonly List<byte[]> _chunks = [];
    private (ulong Hash, int Chunk, int Start, int Length)[] _keys = new (ulong, int, int, int)[256];
    private (uint Tag, int Number)[] _slots = new (uint, int)[512];
    private int _used = ChunkBytes;

    public int Count { get; private set; }

    /// <summary>The key's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, ulong hash)
    {
        var mask = _slots.Length - 1;
        var tag = (uint)(hash >> 32);
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var (known, number) = _slots[slot];
            if (number == 0) return -1;
            if (known == tag && KeyOf(number - 1).SequenceEqual(key)) return number - 1;
        }
    }

    /// <summary>Adds a key that is not there yet.</summary>
    public int Add(ReadOnlySpan<byte> key, ulong hash)
    {
        if (Count == _keys.Length) Array.Resize(ref _keys, 2 * Count);
        if (2 * (Count + 1) > _slots.Length) Widen();
        var (chunk, start) = Keep(key);
        _keys[Count] = (hash, chunk, start, key.Length);
        Place(hash, ++Count);
        return Count - 1;
    }

    private ReadOnlySpan<byte> KeyOf(int number)
    {
        ref readonly var key = ref _keys[number];
        return _chunks[key.Chunk].AsSpan(key.Start, key.Length);
    }

    private (int Chunk, int Start) Keep(ReadOnlySpan<byte> key)
    {
        if (_used + key.Length > ChunkBytes)
        {
            _chunks.Add(new byte[Math.Max(ChunkBytes, key.Length)]);
            _used = 0;
        }

        var start = _used;
        key.CopyTo(_chunks[^1].AsSpan(start));
        _used += key.Length;
        return (_chunks.Count - 1, start);
    }

    private void Widen()
    {
        _slots = new (uint, int)[2 * _slots.Length];
        for (var number = 0; number < Count; number++) Place(_keys[number].Hash, number + 1);
    }

    private void Place(ulong hash, int number)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot].Number != 0) slot = (slot + 1) & mask;
        _slots[slot] = ((uint)(hash >> 32), number);
    }
}
