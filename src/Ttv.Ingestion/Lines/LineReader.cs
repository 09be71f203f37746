namespace Ttv.Ingestion.Lines;

/// <summary>
/// Splits a stream into lines ended by LF or CRLF, in one reused buffer. A byte-order mark at the start is left out.
/// A line over the limit is skipped to its end and says so.
/// </summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    /// <summary>What the report says of a line over the limit.</summary>
    public const string TooLong = "The line is longer than the limit.";

    /// <summary>A byte-order mark and a CR, which stand around a line and do not count.</summary>
    public const int LongestEnds = 4;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _isAtEnd;

    /// <summary>The current line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its end; valid until the next move. Empty when it is too long.</summary>
    public ReadOnlyMemory<byte> Line => _buffer.AsMemory(_lineStart, _lineLength);

    /// <summary>Whether the current line is longer than the limit.</summary>
    public bool IsTooLong { get; private set; }

    public bool MoveNext()
    {
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Take(scanned + newline, scanned + newline + 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned - LongestEnds > maxLineBytes)
            {
                IsTooLong = true;
                _start = _end = scanned = 0;
            }

            if (_isAtEnd)
            {
                if (_end == _start && !IsTooLong) return false;
                Take(_end - _start, _end - _start);
                return true;
            }

            Fill();
        }
    }

    private void Take(int length, int consumed)
    {
        Number++;
        _lineStart = _start;
        _lineLength = length;
        if (_lineLength > 0 && _buffer[_lineStart + _lineLength - 1] == '\r') _lineLength--;
        if (Number == 1 && _lineLength >= 3 && _buffer.AsSpan(_lineStart, 3).SequenceEqual("\ufeff"u8)) (_lineStart, _lineLength) = (_lineStart + 3, _lineLength - 3);
        IsTooLong |= _lineLength > maxLineBytes;
        if (IsTooLong) _lineLength = 0;
        _start += consumed;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
    }
}
