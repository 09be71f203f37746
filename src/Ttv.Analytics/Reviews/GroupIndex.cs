using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Says which group each account is in: the week's index times the split's slots, plus the slot. Where there could be far
/// more groups than there are accounts, those that have one are numbered instead.
/// </summary>
internal sealed class GroupIndex
{
    /// <summary>A block's accounts in no group have index <see cref="Count"/>.</summary>
    private const int MaxGroups = 1 << 22;

    /// <summary>Up to so many, or one for so many accounts, a group may be empty.</summary>
    private const int FewGroups = 1 << 14, AccountsPerGroup = 16;

    private readonly OutcomeColumns _columns;
    private readonly WeekBoundaries? _weeks;
    private readonly GroupSplit? _split;

    /// <summary>The slots' names in ordinal order.</summary>
    private readonly string[] _slots = [];

    /// <summary>The slot of each index, from -1 on; -1: no group.</summary>
    private readonly int[] _slotOf = [];

    /// <summary>The places in weeks and slots that have an account, in order; null where every place is a group.</summary>
    private readonly long[]? _present;

    public GroupIndex(OutcomeColumns columns, ReviewGroups groups, long observedUntil)
    {
        _columns = columns;
        var last = Math.Max(columns.FirstSignUp, observedUntil);
        if (groups.Zone is { } zone && columns.Count > 0) _weeks = new WeekBoundaries(zone, groups.WeekOrigin, columns.FirstSignUp, Math.Min(last, OutcomeColumns.Latest));
        if (groups.Split is { } split)
        {
            _split = split(columns);
            // Equal names are one group, and a value that is itself called none is grouped with those that have none.
            string[] names = groups.Zone is null ? _split.Values : [GroupSplit.None, .. _split.Values];
            _slots = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var none = groups.Zone is null ? -1 : SlotOf(GroupSplit.None);
            _slotOf = [none, .. _split.Values.Select(SlotOf)];
        }

        var count = (long)(_weeks?.Weeks.Count ?? 1) * (_split is null ? 1 : _slots.Length);
        if (count > Math.Max(FewGroups, columns.Count / AccountsPerGroup)) count = (_present = FindPresent()).Length;
        Count = count <= MaxGroups ? (int)count : throw new ArgumentException($"There are {count} groups: at most {MaxGroups} are allowed.", nameof(groups));
    }

    /// <summary>The groups there can be, in the order of a review; some may have no account.</summary>
    public int Count { get; }

    public CohortWeek? WeekOf(int group) => _weeks?.Weeks[_split is null ? (int)PlaceOf(group) : (int)(PlaceOf(group) / _slots.Length)];

    public string KeyOf(int group) => (WeekOf(group), _split) switch
    {
        (null, null) => "all",
        ({ } week, null) => week.Key,
        (null, { } split) => $"{split.Name}={_slots[PlaceOf(group)]}",
        ({ } week, { } split) => $"{week.Key}/{split.Name}={_slots[PlaceOf(group) % _slots.Length]}",
    };

    /// <summary>The group of each account of a range, or <see cref="Count"/>.</summary>
    public void Fill(int from, Span<int> groups)
    {
        if (_weeks is null) groups.Clear();
        else _weeks.IndexOf(_columns.SignedUpAt.Slice(from, groups.Length), groups);
        if (_present is not null) FillPresent(from, groups);
        else if (_split is not null) Split(from, groups);
    }

    private void Split(int from, Span<int> groups)
    {
        if (_split!.Indexes is { } indexes) Add(indexes.Span.Slice(from, groups.Length), groups);
        else Add(_columns.Segments.Slice(from, groups.Length), groups);
    }

    /// <summary>The groups of a range whose weeks are known, by what is present.</summary>
    private void FillPresent(int from, Span<int> weeks)
    {
        for (var i = 0; i < weeks.Length; i++)
            weeks[i] = PlaceOf(from + i, weeks[i]) is >= 0 and var place ? Array.BinarySearch(_present!, place) : Count;
    }

    private long[] FindPresent()
    {
        var present = new HashSet<long>();
        Span<int> weeks = stackalloc int[OutcomePartition<uint>.BlockRows];
        for (var start = 0; start < _columns.Count; start += weeks.Length)
        {
            var rows = weeks[..Math.Min(weeks.Length, _columns.Count - start)];
            if (_weeks is null) rows.Clear();
            else _weeks.IndexOf(_columns.SignedUpAt.Slice(start, rows.Length), rows);
            for (var i = 0; i < rows.Length; i++)
            {
                if (PlaceOf(start + i, rows[i]) is >= 0 and var place) present.Add(place);
            }
        }

        return [.. present.Order()];
    }

    /// <summary>The place of an account in weeks and slots; -1: in no group.</summary>
    private long PlaceOf(int row, int week)
    {
        if (_split is null) return week;
        var slot = _slotOf[(_split.Indexes is { } indexes ? indexes.Span[row] : _columns.Segments[row]) + 1];
        return slot < 0 ? -1 : ((long)week * _slots.Length) + slot;
    }

    private long PlaceOf(int group) => _present is null ? group : _present[group];

    private int SlotOf(string value) => Array.BinarySearch(_slots, value, StringComparer.Ordinal);

    private void Add<T>(ReadOnlySpan<T> indexes, Span<int> groups) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var (slotOf, slots, none) = (_slotOf, _slots.Length, Count);
        for (var i = 0; i < groups.Length; i++)
        {
            var slot = slotOf[int.CreateTruncating(indexes[i]) + 1];
            groups[i] = slot < 0 ? none : (groups[i] * slots) + slot;
        }
    }
}
