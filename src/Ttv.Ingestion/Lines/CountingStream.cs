namespace Ttv.Ingestion.Lines;

/// <summary>Counts what is read, and lets the first bytes be looked at before they are read. Leaves the inner stream open.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    private readonly byte[] _start = new byte[2];
    private int _startLength;
    private int _startRead;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public bool StartsWith(byte first, byte second)
    {
        if (_startLength == 0) _startLength = inner.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
        return _startLength == 2 && _start[0] == first && _start[1] == second;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_startRead < _startLength)
        {
            read = Math.Min(buffer.Length, _startLength - _startRead);
            _start.AsSpan(_startRead, read).CopyTo(buffer);
            _startRead += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
