using Ttv.Ingestion.Fields;

namespace Ttv.Ingestion.Blocks;

/// <summary>An event of a block before it is merged: a <see cref="Journeys.CodedEvent"/> whose account has the number that all readers share, and whose reading has this reader's own.</summary>
internal struct LineEvent
{
    /// <summary>Where the account stands in the block while it has no number; absent where it has one from the start.</summary>
    public FieldValue AccountAt;

    /// <summary>The account's number, then its index.</summary>
    public int Account;

    /// <summary>The number of what the event says; where it was read as an object the complement of the object's place.</summary>
    public int Reading;

    public long OccurredAt;
    public long RecordedAt;
    public ulong IdHash;
}
