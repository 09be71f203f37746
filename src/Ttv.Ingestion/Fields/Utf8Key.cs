using System.Runtime.CompilerServices;
using Ttv.Events;

namespace Ttv.Ingestion.Fields;

/// <summary>A byte string by its first and last bytes, its length and its hash: the whole of it where it is short.</summary>
internal readonly struct Utf8Key
{
    /// <summary>Strings up to here are told apart by the key alone.</summary>
    public const int LongestWhole = 16;

    private Utf8Key(ulong head, ulong tail, int length, ulong hash) => (Head, Tail, Length, Hash) = (head, tail, length, (uint)(hash >> 32));

    public ulong Head { get; }

    public ulong Tail { get; }

    public int Length { get; }

    public uint Hash { get; }

    public bool IsWhole => Length <= LongestWhole;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Utf8Key Of(ReadOnlySpan<byte> bytes)
    {
        var (head, tail) = Utf8Ends.Of(bytes);
        return new Utf8Key(head, tail, bytes.Length, bytes.Length > LongestWhole ? EventIdHash.OfUtf8(bytes) : Mix(head, tail, bytes.Length));
    }

    private static ulong Mix(ulong head, ulong tail, int length)
    {
        var high = Math.BigMul(head ^ 0x2d358dccaa6c78a5, tail ^ 0x8bb84b93962eacc9 ^ (ulong)length, out var low);
        return (high ^ low) * 0x9e3779b97f4a7c15;
    }
}
