namespace Ttv.Ingestion.Fields;

/// <summary>Where a field's value stands in the lines of a block: of a text the bytes between its quotes, of anything else the whole token.</summary>
/// <remarks>Packed into one register: written by parts and copied as a whole, each value would wait for its own write.</remarks>
internal readonly record struct FieldValue
{
    /// <summary>The longest lines whose values can be told.</summary>
    public const int LongestText = (1 << LengthBits) - 1;

    private const int KindBits = 4;
    private const int LengthBits = 28;

    private readonly ulong _packed;

    public FieldValue(FieldKind kind, int start, int length) => _packed = ((ulong)(uint)start << (KindBits + LengthBits)) | ((uint)length << KindBits) | (uint)kind;

    public FieldKind Kind => (FieldKind)(_packed & ((1 << KindBits) - 1));

    public int Start => (int)(_packed >> (KindBits + LengthBits));

    public int Length => (int)((uint)_packed >> KindBits);

    public bool IsAbsent => Kind is FieldKind.Absent or FieldKind.Null;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}
