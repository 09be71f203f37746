namespace Ttv.Ingestion.Fields;

/// <summary>One scalar of a line, and the place of its value or -1 where nobody asks for it.</summary>
internal readonly record struct FieldToken(FieldValue Value, int Index);
