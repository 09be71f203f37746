using System.Text;
using Ttv.Ingestion.Blocks;
using Ttv.Ingestion.Fields;

namespace Ttv.Ingestion.Support;

/// <summary>Lines as a block holds them: zeros behind, and their map.</summary>
internal sealed class PaddedText
{
    private readonly byte[] _bytes;

    public PaddedText(string lines)
        : this(Encoding.UTF8.GetBytes(lines))
    {
    }

    public PaddedText(ReadOnlySpan<byte> lines)
    {
        Length = lines.Length;
        _bytes = [.. lines, .. new byte[Block.Padding]];
        IsAscii = Stops.Read(_bytes);
    }

    public int Length { get; }

    public bool IsAscii { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public StopMap Stops { get; } = new();
}
