namespace Ttv.Ingestion.Blocks;

/// <summary>Some hundred whole lines of a log in one reused buffer, followed by zeros so that a vector may be read across the end.</summary>
internal sealed class Block(int capacity)
{
    /// <summary>The zeros after the last line: two vectors of 32 bytes.</summary>
    public const int Padding = 64;

    private byte[] _buffer = new byte[capacity + Padding];

    /// <summary>The room for lines.</summary>
    public int Capacity => _buffer.Length - Padding;

    /// <summary>The bytes that the lines take, their ends included.</summary>
    public int Length { get; private set; }

    /// <summary>The block's place in the log, from 0.</summary>
    public long Sequence { get; set; }

    /// <summary>The bytes read from the stream when the block was filled.</summary>
    public long StreamPosition { get; set; }

    /// <summary>Whether the block stands for one line that is longer than the limit, and holds nothing of it.</summary>
    public bool IsLineTooLong { get; private set; }

    /// <summary>All the room, for the one who fills it.</summary>
    public Span<byte> Room => _buffer.AsSpan(0, Capacity);

    public ReadOnlySpan<byte> Lines => _buffer.AsSpan(0, Length);

    /// <summary>The lines and the zeros after them.</summary>
    public ReadOnlySpan<byte> Padded => _buffer.AsSpan(0, Length + Padding);

    public ReadOnlyMemory<byte> Memory(int start, int length) => _buffer.AsMemory(start, length);

    public void Grow() => Array.Resize(ref _buffer, (2 * Capacity) + Padding);

    public void Close(int length, bool isLineTooLong = false)
    {
        Length = length;
        IsLineTooLong = isLineTooLong;
        _buffer.AsSpan(length, Padding).Clear();
    }
}
