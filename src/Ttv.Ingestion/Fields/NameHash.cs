using System.Runtime.InteropServices;

namespace Ttv.Ingestion.Fields;

/// <summary>A cheap hash of a field's name: its first bytes, its last and how many there are. Names that share one are compared.</summary>
internal static class NameHash
{
    public static uint Of(ReadOnlySpan<byte> name)
    {
        var (head, tail) = name.Length switch
        {
            >= 8 => (MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name[^8..])),
            >= 4 => (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^4..])),
            > 0 => ((ulong)name[0], ((ulong)name[name.Length >> 1] << 8) | name[^1]),
            _ => (0UL, 0UL),
        };
        return (uint)(((head ^ (tail * 0x9e3779b97f4a7c15)) + (ulong)name.Length) * 0xd6e8feb86659fd93 >> 32);
    }
}
