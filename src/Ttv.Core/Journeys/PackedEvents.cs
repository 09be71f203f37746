using System.Buffers.Binary;

namespace Ttv.Journeys;

/// <summary>
/// The events of one account, one after the other: the reading's code and the times as variable-length differences, then
/// the id's hash. Repetitions are removed whenever the bytes have to grow, so they never make up more than half.
/// </summary>
internal sealed class PackedEvents
{
    private const int LargestEntry = 5 + 10 + 10 + 8;

    private byte[] _bytes = new byte[32];
    private int _length;
    private int _count;
    private int _countAtCompaction;
    private long _last;

    /// <summary>The bytes held, used or not.</summary>
    public int Capacity => _bytes.Length;

    public void Add(in PackedEvent e, EventInterpreter interpreter)
    {
        if (_bytes.Length - _length < LargestEntry) Grow(interpreter);
        Append(e);
    }

    /// <summary>The distinct events recorded by an instant, in order of time, and the number of ids that tell different things.</summary>
    public List<PackedEvent> Distinct(EventInterpreter interpreter, long recordedBy, out int conflicts) => Distinct(ReadAll(recordedBy), interpreter, out conflicts);

    /// <summary>Leaves the distinct ones of an account's events, in order of time, and tells the number of ids that tell different things.</summary>
    public static List<PackedEvent> Distinct(List<PackedEvent> events, EventInterpreter interpreter, out int conflicts)
    {
        events.Sort((a, b) => Precedence(a, b, interpreter));
        var kept = 0;
        conflicts = 0;
        for (var start = 0; start < events.Count;)
        {
            var end = EndOfId(events, start);
            if (FirstDisagreeing(events, start, end) >= 0) conflicts++;
            events[kept++] = events[start];
            start = end;
        }

        events.RemoveRange(kept, events.Count - kept);
        events.Sort((a, b) => a.OccurredAt.CompareTo(b.OccurredAt));
        return events;
    }

    private List<PackedEvent> ReadAll(long recordedBy)
    {
        var events = new List<PackedEvent>(_count);
        var position = 0;
        var last = 0L;
        while (position < _length)
        {
            var head = ReadVarint(ref position);
            var occurred = last + Unzigzag(ReadVarint(ref position));
            var recorded = (head & 1) == 0 ? occurred : occurred + Unzigzag(ReadVarint(ref position));
            var hash = BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(position));
            position += sizeof(ulong);
            if (recorded <= recordedBy) events.Add(new PackedEvent(occurred, recorded, (int)(head >> 1), hash));
            last = occurred;
        }

        return events;
    }

    private static int EndOfId(List<PackedEvent> events, int start)
    {
        var end = start + 1;
        while (end < events.Count && events[end].IdHash == events[start].IdHash) end++;
        return end;
    }

    private static int FirstDisagreeing(List<PackedEvent> events, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (events[i].OccurredAt != events[start].OccurredAt || events[i].Code != events[start].Code) return i;
        }

        return -1;
    }

    /// <summary>Repetitions of one id stand together; the one that counts comes first.</summary>
    private static int Precedence(in PackedEvent a, in PackedEvent b, EventInterpreter interpreter)
    {
        var order = a.IdHash.CompareTo(b.IdHash);
        if (order == 0) order = a.RecordedAt.CompareTo(b.RecordedAt);
        if (order == 0) order = a.OccurredAt.CompareTo(b.OccurredAt);
        return order != 0 || a.Code == b.Code ? order : string.CompareOrdinal(interpreter[a.Code].OrderKey, interpreter[b.Code].OrderKey);
    }

    private void Grow(EventInterpreter interpreter)
    {
        if (_count >= 2 * _countAtCompaction && _count > 1)
        {
            Compact(interpreter);
        }

        if (_bytes.Length - _length < Math.Max(LargestEntry, _bytes.Length / 8)) Array.Resize(ref _bytes, _length + Math.Max(LargestEntry, _length / 4));
    }

    /// <summary>Keeps one event an id, and where others disagree with it, the first of them: so much tells all that later questions need.</summary>
    private void Compact(EventInterpreter interpreter)
    {
        var events = ReadAll(long.MaxValue);
        events.Sort((a, b) => Precedence(a, b, interpreter));
        var kept = 0;
        for (var start = 0; start < events.Count;)
        {
            var end = EndOfId(events, start);
            var disagreeing = FirstDisagreeing(events, start, end);
            events[kept++] = events[start];
            if (disagreeing >= 0) events[kept++] = events[disagreeing];
            start = end;
        }

        events.RemoveRange(kept, events.Count - kept);
        events.Sort((a, b) => a.OccurredAt.CompareTo(b.OccurredAt));
        _length = _count = 0;
        _last = 0;
        foreach (var e in events) Append(e);
        _countAtCompaction = kept;
    }

    private void Append(in PackedEvent e)
    {
        WriteVarint(((ulong)e.Code << 1) | (e.RecordedAt == e.OccurredAt ? 0UL : 1UL));
        WriteVarint(Zigzag(e.OccurredAt - _last));
        if (e.RecordedAt != e.OccurredAt) WriteVarint(Zigzag(e.RecordedAt - e.OccurredAt));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), e.IdHash);
        _length += sizeof(ulong);
        _last = e.OccurredAt;
        _count++;
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    private ulong ReadVarint(ref int position)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var b = _bytes[position++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
    }
}
