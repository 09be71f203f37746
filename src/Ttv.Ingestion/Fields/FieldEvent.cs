namespace Ttv.Ingestion.Fields;

/// <summary>What a line says of a product event, as bytes of the line and times in microseconds.</summary>
internal ref struct FieldEvent
{
    public FieldValue Account;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Id;
    public long OccurredAt;
    public long RecordedAt;
    public bool IsRecordedAtAssumed;
}
