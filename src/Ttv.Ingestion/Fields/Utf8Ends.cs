using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ttv.Ingestion.Fields;

/// <summary>The first and the last eight bytes of a byte string, or what it has: with its length they are the whole of one of up to 16.</summary>
internal static class Utf8Ends
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Head, ulong Tail) Of(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 8 => (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[^8..])),
        >= 4 => (MemoryMarshal.Read<uint>(bytes), MemoryMarshal.Read<uint>(bytes[^4..])),
        // Of one to three bytes the first, the middle one and the last are all.
        > 0 => ((ulong)bytes[0], ((ulong)bytes[bytes.Length >> 1] << 8) | bytes[^1]),
        _ => (0UL, 0UL),
    };
}
