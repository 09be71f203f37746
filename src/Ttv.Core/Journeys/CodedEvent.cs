namespace Ttv.Journeys;

/// <summary>One event as numbers, for logs too large for an object an event. The codes are those of the
/// <see cref="ICodedEventSink"/> it is meant for.</summary>
/// <param name="Account">The account's index in the sink.</param>
/// <param name="Reading">The code of what the event says, in the sink.</param>
/// <param name="OccurredAtMicroseconds">When it happened: whole microseconds since the Unix epoch, rounded down.</param>
/// <param name="RecordedAtMicroseconds">When it became known, likewise; equal to the former where it was not told.</param>
/// <param name="IdHash">The id by <see cref="Events.EventIdHash"/>.</param>
public readonly record struct CodedEvent(int Account, int Reading, long OccurredAtMicroseconds, long RecordedAtMicroseconds, ulong IdHash);
