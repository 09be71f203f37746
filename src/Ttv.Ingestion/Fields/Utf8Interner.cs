using System.Runtime.CompilerServices;

namespace Ttv.Ingestion.Fields;

/// <summary>Numbers byte strings from 0 in the order they were added, each with a value. Looking one up allocates nothing.</summary>
/// <remarks>
/// Thread-safe: lookups take no lock and never wait, adding takes one. A slot of 32 bytes holds a short string as a whole, so
/// that looking it up mostly waits for memory once.
/// </remarks>
internal sealed class Utf8Interner<T>
{
    /// <summary>The longest key allowed, in bytes.</summary>
    public const int LongestKey = 4096;

    private const int ChunkBytes = 1 << 16;

    private readonly Lock _adding = new();
    private Slot[] _slots = new Slot[512];
    private T[] _values = new T[256];
    private byte[][] _chunks = [];
    private int _used = ChunkBytes;
    private int _count;

    private struct Slot
    {
        /// <summary>One more than the key's number, written last; 0 in a free slot.</summary>
        public int Ordinal;
        public int Length;
        public ulong Head;
        public ulong Tail;
        public uint Hash;
        public uint Position;
    }

    /// <summary>How many keys there are: more than any number found so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The value of a number that was found or added.</summary>
    public T this[int number] => Volatile.Read(ref _values)[number];

    /// <summary>The number of a key, given with its bytes, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in Utf8Key key, ReadOnlySpan<byte> bytes)
    {
        var slots = Volatile.Read(ref _slots);
        var mask = slots.Length - 1;
        for (var at = (int)key.Hash & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            var ordinal = Volatile.Read(ref slot.Ordinal);
            if (ordinal == 0) return -1;
            if (slot.Head == key.Head && slot.Tail == key.Tail && slot.Length == key.Length && (key.IsWhole || bytes.SequenceEqual(Kept(slot)))) return ordinal - 1;
        }
    }

    /// <summary>Adds a key of at most <see cref="LongestKey"/> bytes with its value; gives its number, which another thread may have given it first.</summary>
    public int Add(in Utf8Key key, ReadOnlySpan<byte> bytes, T value)
    {
        lock (_adding)
        {
            if (Find(key, bytes) is >= 0 and var known) return known;
            var number = _count;
            if (2 * (number + 1) > _slots.Length) Widen();
            if (number == _values.Length) Grow();
            _values[number] = value;
            var slot = new Slot { Ordinal = number + 1, Length = key.Length, Head = key.Head, Tail = key.Tail, Hash = key.Hash, Position = key.IsWhole ? 0 : Keep(bytes) };
            // Who finds the slot finds all the rest as well.
            Volatile.Write(ref _count, number + 1);
            Place(_slots, slot);
            return number;
        }
    }

    private ReadOnlySpan<byte> Kept(in Slot slot) => Volatile.Read(ref _chunks)[slot.Position / ChunkBytes].AsSpan((int)(slot.Position % ChunkBytes), slot.Length);

    private uint Keep(ReadOnlySpan<byte> key)
    {
        if (_used + key.Length > ChunkBytes)
        {
            Volatile.Write(ref _chunks, [.. _chunks, new byte[ChunkBytes]]);
            _used = 0;
        }

        var position = checked((uint)(((long)(_chunks.Length - 1) * ChunkBytes) + _used));
        key.CopyTo(_chunks[^1].AsSpan(_used));
        _used += key.Length;
        return position;
    }

    private void Grow()
    {
        var values = new T[2 * _values.Length];
        _values.CopyTo(values, 0);
        Volatile.Write(ref _values, values);
    }

    private void Widen()
    {
        var slots = new Slot[2 * _slots.Length];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Ordinal > 0) Place(slots, slot);
        }

        Volatile.Write(ref _slots, slots);
    }

    private static void Place(Slot[] slots, in Slot placed)
    {
        var mask = slots.Length - 1;
        var at = (int)placed.Hash & mask;
        while (slots[at].Ordinal != 0) at = (at + 1) & mask;
        ref var slot = ref slots[at];
        (slot.Length, slot.Head, slot.Tail, slot.Hash, slot.Position) = (placed.Length, placed.Head, placed.Tail, placed.Hash, placed.Position);
        Volatile.Write(ref slot.Ordinal, placed.Ordinal);
    }
}
