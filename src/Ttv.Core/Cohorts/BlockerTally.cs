using NodaTime;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Ranks obstacles by the loss they explain, and counts them by week and event property.</summary>
internal sealed class BlockerTally(CohortCalendar calendar, WeeklyShares shares)
{
    private static readonly Duration OneWeek = Duration.FromDays(7);

    private readonly Dictionary<Place, Count> _stood = [];
    private readonly Dictionary<(Obstacle Obstacle, Place Place), (Count Affected, Count Stood)> _affected = [];
    private readonly Dictionary<(string Slice, CohortWeek Week), long> _weekly = [];
    private readonly Dictionary<(string Obstacle, string Slice, CohortWeek Week), long> _weeklyObstacles = [];
    private readonly SortedDictionary<Obstacle, (long Occurrences, long Accounts)> _obstacles = [];

    public void Add(Journey journey)
    {
        CountByWeek(journey);
        foreach (var blocker in journey.Blockers)
        {
            var obstacle = Obstacle.Of(blocker);
            var (occurrences, accounts) = _obstacles.GetValueOrDefault(obstacle);
            _obstacles[obstacle] = (occurrences + 1, accounts);
        }

        if (!journey.IsTimed) return;
        var stood = new Dictionary<int, Count>();
        foreach (var (step, since) in Standings(journey))
        {
            if (Outcome(journey, step, since) is not { } outcome) continue;
            stood[step] = outcome;
            var place = new Place(journey.Segment!.Key, journey.Path!, step);
            _stood[place] = _stood.GetValueOrDefault(place) + outcome;
        }

        foreach (var first in FirstBeforeValue(journey))
        {
            var obstacle = Obstacle.Of(first);
            var (occurrences, accounts) = _obstacles[obstacle];
            _obstacles[obstacle] = (occurrences, accounts + 1);
            if (StepAt(journey, first.At) is not { } step || Outcome(journey, step, first.At) is not { } outcome) continue;
            var key = (obstacle, new Place(journey.Segment!.Key, journey.Path!, step));
            var (affected, own) = _affected.GetValueOrDefault(key);
            _affected[key] = (affected + outcome, own + stood.GetValueOrDefault(step));
        }
    }

    public ValueList<BlockerRank> ToRanks()
    {
        var ranks = new List<BlockerRank>();
        foreach (var (obstacle, (occurrences, accounts)) in _obstacles)
        {
            var with = default(Count);
            var (expected, compared) = (0.0, 0L);
            foreach (var ((_, place), (affected, own)) in _affected.Where(a => a.Key.Obstacle == obstacle)
                .OrderBy(a => a.Key.Place.Segment).ThenBy(a => a.Key.Place.Path.Variant).ThenBy(a => a.Key.Place.Step))
            {
                with += affected;
                var others = _stood.GetValueOrDefault(place) - own;
                if (others.Trials == 0) continue;
                expected += affected.Trials * (others.Hits / (double)others.Trials);
                compared += affected.Trials;
            }

            ranks.Add(new BlockerRank
            {
                Source = obstacle.Source,
                Blocker = obstacle.Blocker,
                Occurrences = occurrences,
                Accounts = accounts,
                With = with.Trials == 0 ? null : Wilson.Interval(with.Hits, with.Trials),
                Without = compared == 0 ? null : expected / compared,
                Lost = compared == 0 ? 0 : Math.Max(0, expected - (with.Hits * (compared / (double)with.Trials))),
            });
        }

        return ranks.OrderByDescending(r => r.Lost).ThenByDescending(r => r.Accounts).ToValueList();
    }

    /// <summary>Of the step events and obstacles of a week and slice, the share that each obstacle makes.</summary>
    private void CountByWeek(Journey journey)
    {
        foreach (var blocker in journey.Blockers) Seen(Obstacle.Of(blocker).Name, blocker.At, blocker.Dimensions);
        foreach (var e in journey.StepEvents) Seen(null, e.At, e.Dimensions);

        void Seen(string? obstacle, Instant at, Events.EventProperties dimensions)
        {
            var week = calendar.WeekOf(at);
            _weekly[(WeeklyShares.All, week)] = _weekly.GetValueOrDefault((WeeklyShares.All, week)) + 1;
            if (obstacle is not null) _weeklyObstacles[(obstacle, WeeklyShares.All, week)] = _weeklyObstacles.GetValueOrDefault((obstacle, WeeklyShares.All, week)) + 1;
            foreach (var (name, value) in dimensions)
            {
                var slice = $"{name}={value}";
                _weekly[(slice, week)] = _weekly.GetValueOrDefault((slice, week)) + 1;
                if (obstacle is not null) _weeklyObstacles[(obstacle, slice, week)] = _weeklyObstacles.GetValueOrDefault((obstacle, slice, week)) + 1;
            }
        }
    }

    /// <summary>Fills in the weekly shares once every journey is known.</summary>
    public void CountShares()
    {
        foreach (var obstacle in _obstacles.Keys.Select(o => o.Name).Distinct())
        {
            foreach (var ((slice, week), all) in _weekly) shares.Count(obstacle, slice, week, _weeklyObstacles.GetValueOrDefault((obstacle, slice, week)), all);
        }
    }

    /// <summary>The steps that an account stood at, each with the instant from which: all earlier required ones were complete.</summary>
    private static IEnumerable<(int Step, Instant Since)> Standings(Journey journey)
    {
        var since = journey.SignedUpAt!.Value;
        for (var i = 0; i < journey.Steps.Count; i++)
        {
            var step = journey.Steps[i];
            if (step.Milestone.IsOptional) continue;
            if (step.CompletedAt is not { } completed)
            {
                yield return (i, since);
                yield break;
            }

            if (completed > since)
            {
                yield return (i, since);
                since = completed;
            }
        }
    }

    private static int? StepAt(Journey journey, Instant at)
    {
        for (var i = 0; i < journey.Steps.Count; i++)
        {
            if (!journey.Steps[i].Milestone.IsOptional && !(journey.Steps[i].CompletedAt <= at)) return i;
        }

        return null;
    }

    /// <summary>Whether a step was completed within 7 days of an instant; null where that is not known yet.</summary>
    private static Count? Outcome(Journey journey, int step, Instant from)
    {
        if (journey.Steps[step].CompletedAt <= from + OneWeek) return new Count(1, 1);
        return journey.ObservedUntil >= from + OneWeek ? new Count(0, 1) : null;
    }

    private static IEnumerable<ReportedBlocker> FirstBeforeValue(Journey journey) => journey.Blockers
        .Where(b => b.At >= journey.SignedUpAt && !(b.At >= journey.FirstValueAt))
        .GroupBy(Obstacle.Of).Select(g => g.First());

    private readonly record struct Count(long Hits, long Trials)
    {
        public static Count operator +(Count left, Count right) => new(left.Hits + right.Hits, left.Trials + right.Trials);

        public static Count operator -(Count left, Count right) => new(left.Hits - right.Hits, left.Trials - right.Trials);
    }

    private sealed record Place(SegmentKey Segment, MilestonePath Path, int Step);

    private sealed record Obstacle(string? Source, BlockerType Blocker) : IComparable<Obstacle>
    {
        public string Name => Source ?? WireName.Of(Blocker);

        public static Obstacle Of(ReportedBlocker blocker) => new(blocker.Source, blocker.Blocker);

        public int CompareTo(Obstacle? other)
        {
            var order = string.CompareOrdinal(Source, other?.Source);
            return order != 0 ? order : Blocker.CompareTo(other?.Blocker);
        }
    }
}
