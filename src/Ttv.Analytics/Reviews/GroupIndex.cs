using Ttv.Cohorts;

namespace Ttv.Analytics.Reviews;

/// <summary>Says which group each account is in: the week's index times the split's slots, plus the slot.</summary>
internal sealed class GroupIndex
{
    /// <summary>A block's accounts in no group have index <see cref="Count"/>.</summary>
    private const int MaxGroups = 1 << 22;

    private readonly OutcomeColumns _columns;
    private readonly WeekBoundaries? _weeks;
    private readonly GroupSplit? _split;

    /// <summary>The slots' names in ordinal order.</summary>
    private readonly string[] _slots = [];

    /// <summary>The slot of each index, from -1 on; -1: no group.</summary>
    private readonly int[] _slotOf = [];

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
            var none = groups.Zone is null ? -1 : Array.IndexOf(_slots, GroupSplit.None);
            _slotOf = [none, .. _split.Values.Select(v => Array.IndexOf(_slots, v))];
        }

        var count = (long)(_weeks?.Weeks.Count ?? 1) * (_split is null ? 1 : _slots.Length);
        Count = count <= MaxGroups ? (int)count : throw new ArgumentException($"There are {count} groups from the first sign-up to the last: at most {MaxGroups} are allowed.", nameof(groups));
    }

    /// <summary>The groups there can be, in the order of a review; some may have no account.</summary>
    public int Count { get; }

    public CohortWeek? WeekOf(int group) => _weeks?.Weeks[_split is null ? group : group / _slots.Length];

    public string KeyOf(int group) => (WeekOf(group), _split) switch
    {
        (null, null) => "all",
        ({ } week, null) => week.Key,
        (null, { } split) => $"{split.Name}={_slots[group]}",
        ({ } week, { } split) => $"{week.Key}/{split.Name}={_slots[group % _slots.Length]}",
    };

    /// <summary>The group of each account of a range, or <see cref="Count"/>.</summary>
    public void Fill(int from, Span<int> groups)
    {
        if (_weeks is null) groups.Clear();
        else _weeks.IndexOf(_columns.SignedUpAt.Slice(from, groups.Length), groups);
        if (_split is null) return;
        if (_split.Indexes is { } indexes) Add(indexes.Span.Slice(from, groups.Length), groups);
        else Add(_columns.Segments.Slice(from, groups.Length), groups);
    }

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
