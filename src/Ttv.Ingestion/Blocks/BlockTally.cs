namespace Ttv.Ingestion.Blocks;

/// <summary>What a block's events add to the report.</summary>
internal struct BlockTally
{
    public long Events;
    public long AssumedRecordedAt;
    public long FirstOccurredAt;
    public long LastOccurredAt;

    public static BlockTally Empty => new() { FirstOccurredAt = long.MaxValue, LastOccurredAt = long.MinValue };

    public void Count(long occurredAt, bool isRecordedAtAssumed)
    {
        Events++;
        if (isRecordedAtAssumed) AssumedRecordedAt++;
        FirstOccurredAt = Math.Min(FirstOccurredAt, occurredAt);
        LastOccurredAt = Math.Max(LastOccurredAt, occurredAt);
    }
}
