namespace Ttv.Journeys;

/// <summary>One event of a <see cref="PackedEventLog"/>: microseconds since the Unix epoch, the reading's code, the id's hash.</summary>
internal readonly record struct PackedEvent(long OccurredAt, long RecordedAt, int Code, ulong IdHash);
