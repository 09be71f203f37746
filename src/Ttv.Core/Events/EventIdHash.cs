using System.Buffers.Binary;
using System.Text;

namespace Ttv.Events;

/// <summary>
/// 64 bits that stand for an event's id where a log of millions cannot keep the id itself: the same on every machine, by
/// the text alone. Two of n different ids share a hash with a probability of about n²/2⁶⁵.
/// </summary>
/// <remarks>Multiplied 128 bits wide and folded, 16 bytes a step, after wyhash (Wang Yi, public domain). Not a defence
/// against ids made to collide. Thread-safe.</remarks>
public static class EventIdHash
{
    private const ulong First = 0x2d358dccaa6c78a5;
    private const ulong Second = 0x8bb84b93962eacc9;
    private const ulong Third = 0x4b33a62ed433d4a3;

    /// <summary>The hash of an id.</summary>
    /// <exception cref="InvalidOperationException">The id is <c>default(EventId)</c>.</exception>
    public static ulong Of(EventId id)
    {
        Span<byte> utf8 = stackalloc byte[3 * EventId.MaxLength];
        return OfUtf8(utf8[..Encoding.UTF8.GetBytes(id.Value, utf8)]);
    }

    /// <summary>The hash of an id given as its UTF-8 bytes: equal to that of the same id as text. Nothing is validated.</summary>
    public static ulong OfUtf8(ReadOnlySpan<byte> id)
    {
        var length = (ulong)id.Length;
        var hash = Fold(First, Second) ^ length;
        while (id.Length > 16)
        {
            hash = Fold(Eight(id) ^ Second, Eight(id[8..]) ^ hash);
            id = id[16..];
        }

        var (a, b) = id.Length switch
        {
            >= 8 => (Eight(id), Eight(id[^8..])),
            >= 4 => (Four(id), Four(id[^4..])),
            > 0 => (((ulong)id[0] << 16) | ((ulong)id[id.Length >> 1] << 8) | id[^1], 0UL),
            _ => (0UL, 0UL),
        };
        var high = Math.BigMul(a ^ Second, b ^ hash, out var low);
        return Fold(low ^ First ^ length, high ^ Third);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Eight(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Four(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
