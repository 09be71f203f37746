using ICSharpCode.SharpZipLib.GZip;

namespace Ttv.Ingestion.Lines;

/// <summary>
/// Inflates a gzip file of any number of members, each checked by its length and checksum, and takes nothing but zeros behind
/// the last: what is no member there, as a damaged one, is a fault. Leaves the inner stream open.
/// </summary>
/// <remarks>The runtime's own gzip stream takes a file that was cut off for a complete one, and the one below ends without a word where a
/// further member's header is damaged.</remarks>
internal sealed class WholeGzipStream : GZipInputStream
{
    /// <summary>What a call had inflated before it met a fault is lost with it, so that calls are kept short.</summary>
    private const int LongestCall = 1 << 14;

    public WholeGzipStream(Stream compressed)
        : base(compressed, 1 << 16) => IsStreamOwner = false;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, Math.Min(count, LongestCall));
        return read > 0 || count == 0 || !IsDataLeft() ? read : throw new GZipException("Data follow the last member that is whole.");
    }

    private bool IsDataLeft()
    {
        while (true)
        {
            if (inputBuffer.RawData.AsSpan(inputBuffer.RawLength - inputBuffer.Available, inputBuffer.Available).ContainsAnyExcept((byte)0)) return true;
            inputBuffer.Fill();
            if (inputBuffer.RawLength == 0) return false;
        }
    }
}
