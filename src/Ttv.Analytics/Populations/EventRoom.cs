using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ttv.Analytics.Populations;

/// <summary>Room for scattered events that stays in place and begins at a line of the cache, so that three lines, eight events, can be stored at once.</summary>
internal sealed class EventRoom
{
    /// <summary>Eight events of 24 bytes are three lines of 64.</summary>
    public const int EventsTogether = 8;

    private const int Line = 64;

    private readonly FoldEvent[] _events;
    private readonly int _first;

    public EventRoom(int capacity)
    {
        Capacity = capacity;
        _events = GC.AllocateUninitializedArray<FoldEvent>(checked(capacity + EventsTogether - 1), pinned: true);
        while (AddressOf(_first) % Line != 0) _first++;
    }

    /// <summary>The most events that there is room for.</summary>
    public static int Most => Array.MaxLength - EventsTogether + 1;

    public int Capacity { get; }

    public Span<FoldEvent> Events => _events.AsSpan(_first, Capacity);

    /// <summary>Stores eight events at a multiple of eight without reading the lines that they replace.</summary>
    /// <remarks>Unsafe because only pointers can be stored through past the cache. Measured on one thread with 240 MB that went to 1,000 places in
    /// turn, 192 bytes at a time: 96 ms by ordinary stores, 12 ms by these. The address is a line's, as the room begins at one and never moves.
    /// Who reads the events on another thread needs a barrier after the last store.</remarks>
    public unsafe void Store(int index, ReadOnlySpan<FoldEvent> together)
    {
        var words = MemoryMarshal.Cast<FoldEvent, ulong>(together[..EventsTogether]);
        var target = (ulong*)AddressOf(Checked(index));
        for (var i = 0; i < words.Length; i += Vector512<ulong>.Count) Vector512.Create(words[i..]).StoreAlignedNonTemporal(target + i);
    }

    private int Checked(int index) => index % EventsTogether == 0 && (uint)index <= (uint)(Capacity - EventsTogether)
        ? _first + index : throw new ArgumentOutOfRangeException(nameof(index), index, "eight events begin at a multiple of eight within the room.");

    private nint AddressOf(int index) => Marshal.UnsafeAddrOfPinnedArrayElement(_events, index);
}
