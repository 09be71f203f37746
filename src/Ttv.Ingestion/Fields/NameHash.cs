namespace Ttv.Ingestion.Fields;

/// <summary>A cheap hash of a field's name: its first bytes, its last and how many there are. Names that share one are compared.</summary>
internal static class NameHash
{
    public static uint Of(ReadOnlySpan<byte> name)
    {
        var (head, tail) = Utf8Ends.Of(name);
        return (uint)(((head ^ (tail * 0x9e3779b97f4a7c15)) + (ulong)name.Length) * 0xd6e8feb86659fd93 >> 32);
    }
}
