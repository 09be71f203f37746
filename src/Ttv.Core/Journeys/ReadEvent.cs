using NodaTime;
using Ttv.Events;

namespace Ttv.Journeys;

/// <summary>One distinct event as the fold takes it: its times, its meaning, and its id where the log keeps ids.</summary>
internal readonly record struct ReadEvent(Instant OccurredAt, Instant RecordedAt, EventReading Reading, EventId? Id) : IComparable<ReadEvent>
{
    /// <summary>By time of occurrence; at one instant by time of recording, then by content, so that the order of arrival never matters.</summary>
    public int CompareTo(ReadEvent other)
    {
        var order = OccurredAt.CompareTo(other.OccurredAt);
        if (order == 0) order = RecordedAt.CompareTo(other.RecordedAt);
        if (order == 0 && !ReferenceEquals(Reading, other.Reading)) order = string.CompareOrdinal(Reading.OrderKey, other.Reading.OrderKey);
        return order != 0 ? order : string.CompareOrdinal(Id?.ToString(), other.Id?.ToString());
    }

    /// <summary>Of two events with the same id, the one recorded first counts; then the one that occurred first; then by content.</summary>
    public static bool Precedes(in ReadEvent left, in ReadEvent right)
    {
        var order = left.RecordedAt.CompareTo(right.RecordedAt);
        if (order == 0) order = left.OccurredAt.CompareTo(right.OccurredAt);
        if (order == 0) order = string.CompareOrdinal(left.Reading.OrderKey, right.Reading.OrderKey);
        return order < 0;
    }

    /// <summary>Whether two events with the same id tell different things.</summary>
    public bool ConflictsWith(in ReadEvent other) => OccurredAt != other.OccurredAt || Reading != other.Reading;
}
