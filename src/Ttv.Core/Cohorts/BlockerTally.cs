using System.Runtime.InteropServices;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Ranks obstacles by the loss they explain, and counts them by week and event property.</summary>
internal sealed class BlockerTally(ReviewTerms terms, EventWeeks weeks)
{
    /// <summary>The subject under which every step event and obstacle is a trial; an obstacle is a hit of its own.</summary>
    private const int Everything = -1;

    private readonly WeeklyCounts _counts = new();
    private readonly List<Hits> _stood = [];
    private readonly Dictionary<(int Obstacle, int Place), (Hits Affected, Hits Stood)> _affected = [];
    private readonly Dictionary<int, (long Occurrences, long Accounts)> _obstacles = [];
    private readonly HashSet<int> _met = [];
    private Hits[] _own = [];

    public void Add(in AccountWay way)
    {
        foreach (ref readonly var e in way.Events) _counts.Count(Everything, e.Values, e.Week, 0, 1);
        foreach (ref readonly var e in way.Obstacles)
        {
            _counts.Count(Everything, e.Values, e.Week, 0, 1);
            _counts.Count(e.Obstacle, e.Values, e.Week, 1, 0);
            var (occurrences, accounts) = _obstacles.GetValueOrDefault(e.Obstacle);
            _obstacles[e.Obstacle] = (occurrences + 1, accounts);
        }

        if (!way.IsTimed) return;
        CountStandings(way);
        _met.Clear();
        foreach (ref readonly var e in way.Obstacles)
        {
            if (e.At >= way.SignedUpAt && e.At < way.FirstValueAt && _met.Add(e.Obstacle)) CountFirst(way, e);
        }
    }

    public void Merge(BlockerTally other)
    {
        _counts.Merge(other._counts);
        for (var place = 0; place < other._stood.Count; place++) Stood(place) += other._stood[place];
        foreach (var (key, (affected, stood)) in other._affected) CountAffected(key, affected, stood);
        foreach (var (obstacle, (occurrences, accounts)) in other._obstacles)
        {
            var own = _obstacles.GetValueOrDefault(obstacle);
            _obstacles[obstacle] = (own.Occurrences + occurrences, own.Accounts + accounts);
        }
    }

    /// <summary>Of the step events and obstacles of a week and slice, the share that each obstacle makes.</summary>
    public WeeklyShares ToShares()
    {
        var names = _obstacles.Keys.Select(o => terms.Obstacles[o].Name).Distinct(StringComparer.Ordinal).ToArray();
        return _counts.ToShares(subject => subject == Everything ? names : [terms.Obstacles[subject].Name], terms, weeks);
    }

    public ValueList<BlockerRank> ToRanks()
    {
        var ranks = new List<BlockerRank>();
        foreach (var (obstacle, (occurrences, accounts)) in _obstacles.OrderBy(o => terms.Obstacles[o.Key]))
        {
            var with = default(Hits);
            var (expected, compared) = (0.0, 0L);
            // Sums of doubles depend on their order, and places have one.
            foreach (var ((_, place), (affected, own)) in _affected.Where(a => a.Key.Obstacle == obstacle).OrderBy(a => a.Key.Place))
            {
                with += affected;
                var others = Stood(place) - own;
                if (others.Trials == 0) continue;
                expected += affected.Trials * (others.Count / (double)others.Trials);
                compared += affected.Trials;
            }

            ranks.Add(new BlockerRank
            {
                Source = terms.Obstacles[obstacle].Source,
                Blocker = terms.Obstacles[obstacle].Blocker,
                Occurrences = occurrences,
                Accounts = accounts,
                With = with.Trials == 0 ? null : Wilson.Interval(with.Count, with.Trials),
                Without = compared == 0 ? null : expected / compared,
                Lost = compared == 0 ? 0 : Math.Max(0, expected - (with.Count * (compared / (double)with.Trials))),
            });
        }

        return ranks.OrderByDescending(r => r.Lost).ThenByDescending(r => r.Accounts).ToValueList();
    }

    /// <summary>Counts the steps that an account stood at, each from when all earlier required ones were complete.</summary>
    private void CountStandings(in AccountWay way)
    {
        if (_own.Length < way.Steps.Length) _own = new Hits[way.Steps.Length];
        _own.AsSpan().Clear();
        var since = way.SignedUpAt;
        for (var step = 0; step < way.Steps.Length; step++)
        {
            if (!way.Plan!.IsRequired[step]) continue;
            var completed = way.Steps[step].CompletedAt;
            if (completed > since)
            {
                Stood(way.Plan.FirstPlace + step) += _own[step] = Hits.WithinAWeek(completed, since, way.ObservedUntil);
                since = completed;
            }

            if (completed == AccountWay.Never) return;
        }
    }

    /// <summary>Counts an obstacle where it first showed before first value: at the first required step not yet complete.</summary>
    private void CountFirst(in AccountWay way, in ObstacleEvent e)
    {
        var (occurrences, accounts) = _obstacles[e.Obstacle];
        _obstacles[e.Obstacle] = (occurrences, accounts + 1);
        for (var step = 0; step < way.Steps.Length; step++)
        {
            if (!way.Plan!.IsRequired[step] || way.Steps[step].CompletedAt <= e.At) continue;
            var affected = Hits.WithinAWeek(way.Steps[step].CompletedAt, e.At, way.ObservedUntil);
            if (affected.Trials > 0) CountAffected((e.Obstacle, way.Plan.FirstPlace + step), affected, _own[step]);
            return;
        }
    }

    private void CountAffected((int Obstacle, int Place) key, Hits affected, Hits stood)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_affected, key, out _);
        counts = (counts.Affected + affected, counts.Stood + stood);
    }

    private ref Hits Stood(int place)
    {
        while (place >= _stood.Count) _stood.Add(default);
        return ref CollectionsMarshal.AsSpan(_stood)[place];
    }

    private readonly record struct Hits(long Count, long Trials)
    {
        private const long OneWeek = 7 * 86_400_000_000L;

        public static Hits operator +(Hits left, Hits right) => new(left.Count + right.Count, left.Trials + right.Trials);

        public static Hits operator -(Hits left, Hits right) => new(left.Count - right.Count, left.Trials - right.Trials);

        /// <summary>Whether a step was completed within 7 days of an instant; none where that is not known yet.</summary>
        public static Hits WithinAWeek(long completed, long from, long observedUntil) =>
            completed <= from + OneWeek ? new Hits(1, 1) : observedUntil >= from + OneWeek ? new Hits(0, 1) : default;
    }
}
