namespace Ttv.Ingestion.Fields;

/// <summary>Where a field's value stands in a line: of a text the bytes between its quotes, of anything else the whole token.</summary>
internal readonly record struct FieldValue(FieldKind Kind, int Start, int Length)
{
    public bool IsAbsent => Kind is FieldKind.Absent or FieldKind.Null;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}
