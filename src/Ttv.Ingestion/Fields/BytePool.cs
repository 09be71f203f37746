using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ttv.Ingestion.Fields;

/// <summary>Short byte strings kept one behind the other, to be compared with a text a vector at a time.</summary>
internal sealed class BytePool(int capacity)
{
    private const int VectorBytes = 32;

    private byte[] _bytes = new byte[1024];
    private int _count;

    /// <summary>Keeps bytes and gives where, or -1 where they would be too many.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > capacity) return -1;
        while (_bytes.Length < _count + bytes.Length + VectorBytes) Array.Resize(ref _bytes, 2 * _bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
        return _count - bytes.Length;
    }

    public ReadOnlySpan<byte> this[int start, int length] => _bytes.AsSpan(start, length);

    /// <summary>Whether kept bytes stand at a position of a text that has at least a vector of further bytes behind its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> text, int position, int start, int length)
    {
        if (position + length > text.Length - VectorBytes) return false;
        for (; length > VectorBytes; start += VectorBytes, position += VectorBytes, length -= VectorBytes)
        {
            if (Load(text, position) != Load(_bytes, start)) return false;
        }

        var equal = Vector256.Equals(Load(text, position), Load(_bytes, start)).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(~equal) >= length;
    }

    private static Vector256<byte> Load(ReadOnlySpan<byte> bytes, int position) => Vector256.Create(bytes.Slice(position, VectorBytes));
}
