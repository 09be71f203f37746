using ICSharpCode.SharpZipLib;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Blocks;

/// <summary>Cuts a stream into blocks of whole lines. What follows the last line of one block is the start of the next.</summary>
internal sealed class BlockReader(Stream input, CountingStream counting, int maxLineBytes)
{
    /// <summary>Small enough for a core's own cache, where the lines are read again right after.</summary>
    public const int BlockBytes = 256 * 1024;

    private byte[] _rest = new byte[4096];
    private int _restLength;
    private long _next;
    private bool _isSkipping;
    private bool _isAtEnd;

    /// <summary>What ended the stream before its end, or null. Everything read before is in the blocks.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Fills a block; false at the end. One thread at a time.</summary>
    public bool Read(Block block)
    {
        if (!Fill(block)) return false;
        block.Sequence = _next++;
        block.StreamPosition = counting.Position;
        return true;
    }

    private bool Fill(Block block)
    {
        while (block.Capacity < _restLength) block.Grow();
        _rest.AsSpan(0, _restLength).CopyTo(block.Room);
        var length = _restLength;
        _restLength = 0;
        while (true)
        {
            length = ReadUpTo(block.Room, length);
            var filled = block.Room[..length];
            if (_isSkipping)
            {
                var end = filled.IndexOf((byte)'\n');
                if (end >= 0 || (_isAtEnd && Fault is null)) return CloseLineTooLong(block, end < 0 ? [] : filled[(end + 1)..]);
                if (_isAtEnd) return false;
                length = 0;
            }
            else if (filled.LastIndexOf((byte)'\n') is >= 0 and var last)
            {
                Keep(filled[(last + 1)..]);
                block.Close(last + 1);
                return true;
            }
            else if (_isAtEnd)
            {
                block.Close(length);
                return length > 0 && Fault is null;
            }
            else if (length - LineReader.LongestEnds > maxLineBytes)
            {
                _isSkipping = true;
                length = 0;
            }
            else
            {
                block.Grow();
            }
        }
    }

    private bool CloseLineTooLong(Block block, ReadOnlySpan<byte> rest)
    {
        _isSkipping = false;
        Keep(rest);
        block.Close(0, isLineTooLong: true);
        return true;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_rest.Length < rest.Length) _rest = new byte[rest.Length];
        rest.CopyTo(_rest);
        _restLength = rest.Length;
    }

    private int ReadUpTo(Span<byte> room, int length)
    {
        try
        {
            while (length < room.Length && !_isAtEnd)
            {
                var read = input.Read(room[length..]);
                length += read;
                _isAtEnd = read == 0;
            }
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException)
        {
            (Fault, _isAtEnd) = (e, true);
        }

        return length;
    }
}
