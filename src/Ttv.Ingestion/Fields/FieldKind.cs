namespace Ttv.Ingestion.Fields;

/// <summary>What stands in a field of a JSON line.</summary>
internal enum FieldKind : byte
{
    Absent,
    Null,
    Text,
    EscapedText,
    Number,
    True,
    False,
    Array,
    Object,
}
