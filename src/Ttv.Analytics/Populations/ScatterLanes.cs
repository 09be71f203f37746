namespace Ttv.Analytics.Populations;

/// <summary>One worker's ways into the partitions. Events of a partition wait until there are eight, which then go out together: written one by
/// one, each would wait for its line of memory.</summary>
internal sealed class ScatterLanes
{
    private const int Together = EventRoom.EventsTogether;

    private int _count;
    private int[] _starts = [];
    private int[] _ends = [];
    private FoldEvent[] _waiting = [];

    public long HeldBytes => (4L * (_starts.Length + _ends.Length)) + (24L * _waiting.Length);

    /// <summary>As many empty lanes as there are partitions: the numbers of their events, to be counted.</summary>
    public Span<int> Clear(int count)
    {
        _count = count;
        if (_starts.Length < count) (_starts, _ends, _waiting) = (new int[count], new int[count], new FoldEvent[count * Together]);
        Array.Clear(_ends, 0, count);
        return _ends.AsSpan(0, count);
    }

    /// <summary>Has the lane write from a place on; tells where the events counted for it end.</summary>
    public int Place(int lane, int start)
    {
        var end = checked(start + _ends[lane]);
        _starts[lane] = _ends[lane] = start;
        return end;
    }

    /// <summary>Where to write the lane's next event.</summary>
    public ref FoldEvent Next(int lane, EventRoom room)
    {
        var index = _ends[lane]++;
        var place = index & (Together - 1);
        if (place == 0) Store(lane, index, room);
        return ref _waiting[(lane * Together) + place];
    }

    /// <summary>Writes what still waits. Other threads may read it then.</summary>
    public void Complete(EventRoom room)
    {
        for (var lane = 0; lane < _count; lane++) Store(lane, _ends[lane], room);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Writes the lane's events up to an index, from the multiple of eight before it; at a lane's start and end there are fewer.</summary>
    private void Store(int lane, int end, EventRoom room)
    {
        var start = Math.Max(_starts[lane], (end - 1) / Together * Together);
        if (start >= end) return;
        var waiting = _waiting.AsSpan((lane * Together) + (start % Together), end - start);
        if (waiting.Length == Together) room.Store(start, waiting);
        else waiting.CopyTo(room.Events[start..]);
    }
}
