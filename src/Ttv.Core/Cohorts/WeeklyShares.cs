using NodaTime;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Counts shares by subject, slice and calendar week, and finds the runs of weeks that depart from the rest.</summary>
/// <remarks>
/// For every subject and slice each run of 1 to 6 consecutive weeks with at least 20 trials inside and outside is compared
/// with the slice's other weeks (pooled z test). A run must begin and end with a week whose own Wilson interval leaves out
/// the share elsewhere, and stay below 0.05 after Bonferroni's correction over all runs looked at. The most significant run
/// is taken, its cells are removed (a slice's also from <c>all</c>, so that one fault is not told twice), and the search
/// goes on. docs/design/0004-departures.md tells why.
/// </remarks>
internal sealed class WeeklyShares
{
    public const string All = "all";
    private const int LongestRun = 6;
    private const int LeastTrials = 20;
    private const double Level = 0.05;

    private static readonly Comparer<(string Subject, string Slice)> BySubjectThenSlice = Comparer<(string Subject, string Slice)>.Create((left, right) =>
        string.CompareOrdinal(left.Subject, right.Subject) is var order and not 0 ? order : string.CompareOrdinal(left.Slice, right.Slice));

    private readonly Dictionary<(string Subject, string Slice, CohortWeek Week), (long Hits, long Trials)> _cells = [];

    public void Count(string subject, string slice, CohortWeek week, long hits, long trials)
    {
        var (h, n) = _cells.GetValueOrDefault((subject, slice, week));
        _cells[(subject, slice, week)] = (h + hits, n + trials);
    }

    public ValueList<ProportionCell> ToCells() => _cells
        .OrderBy(c => c.Key.Subject, StringComparer.Ordinal).ThenBy(c => c.Key.Slice, StringComparer.Ordinal).ThenBy(c => c.Key.Week.Start)
        .Select(c => new ProportionCell(c.Key.Subject, c.Key.Slice, c.Key.Week, Wilson.Interval(c.Value.Hits, c.Value.Trials)))
        .ToValueList();

    public ValueList<Departure> FindDepartures()
    {
        var found = new List<Departure>();
        if (_cells.Count == 0) return [];
        var first = _cells.Keys.Min(k => k.Week.Start);
        var weeks = new CohortWeek?[(Period.DaysBetween(first, _cells.Keys.Max(k => k.Week.Start)) / 7) + 1];
        var series = new SortedDictionary<(string Subject, string Slice), Series>(BySubjectThenSlice);
        foreach (var (key, cell) in _cells)
        {
            var at = Period.DaysBetween(first, key.Week.Start) / 7;
            weeks[at] = key.Week;
            if (!series.TryGetValue((key.Subject, key.Slice), out var own)) series[(key.Subject, key.Slice)] = own = new Series(weeks.Length);
            own.Hits[at] = cell.Hits;
            own.Trials[at] = cell.Trials;
        }

        long? looked = null;
        while (true)
        {
            var tests = 0L;
            Run? best = null;
            string subject = "", slice = "";
            foreach (var (key, own) in series)
            {
                if (own.Best(LongestRun, LeastTrials, ref tests) is not { } run || !(run.P < (best?.P ?? double.MaxValue))) continue;
                (best, subject, slice) = (run, key.Subject, key.Slice);
            }

            looked ??= tests;
            if (best is not { } most || most.P * looked > Level) return [.. found];
            found.Add(new Departure(
                subject, slice, weeks[most.From]!, weeks[most.To]!,
                Wilson.Interval(most.Hits, most.Trials), Wilson.Interval(most.OtherHits, most.OtherTrials), most.P * looked.Value));
            Remove(series, subject, slice, most);
        }
    }

    /// <summary>
    /// Takes a run's cells out of the search: all of the subject's where everyone departs. Where a slice does, its own; its
    /// events from the whole; and those weeks of other properties' slices, which hold the same events in another cut.
    /// </summary>
    private static void Remove(SortedDictionary<(string Subject, string Slice), Series> series, string subject, string slice, Run run)
    {
        var property = PropertyOf(slice);
        var departed = series[(subject, slice)];
        foreach (var (key, own) in series.Where(s => s.Key.Subject == subject))
        {
            for (var at = run.From; at <= run.To; at++)
            {
                if (slice == All || key.Slice == slice || (key.Slice != All && PropertyOf(key.Slice) != property)) own.Removed[at] = true;
                else if (key.Slice == All) own.TakeOut(departed, property, at);
            }
        }
    }

    private static string PropertyOf(string slice) => slice == All ? All : slice[..slice.IndexOf('=', StringComparison.Ordinal)];

    private readonly record struct Run(int From, int To, long Hits, long Trials, long OtherHits, long OtherTrials, double P);

    private sealed class Series(int weeks)
    {
        private readonly string?[] _reducedBy = new string?[weeks];

        public long[] Hits { get; } = new long[weeks];

        public long[] Trials { get; } = new long[weeks];

        public bool[] Removed { get; } = new bool[weeks];

        /// <summary>Takes a slice's week out of the whole. Values of one property are disjoint; those of two are not, and then the whole week goes.</summary>
        public void TakeOut(Series slice, string property, int week)
        {
            if (_reducedBy[week] is { } earlier && earlier != property) Removed[week] = true;
            _reducedBy[week] = property;
            if (Removed[week]) return;
            Hits[week] -= slice.Hits[week];
            Trials[week] -= slice.Trials[week];
        }

        public Run? Best(int longest, int leastTrials, ref long tests)
        {
            var (allHits, allTrials) = (0L, 0L);
            for (var i = 0; i < Hits.Length; i++)
            {
                if (Removed[i]) continue;
                allHits += Hits[i];
                allTrials += Trials[i];
            }

            Run? best = null;
            for (var from = 0; from < Hits.Length; from++)
            {
                var (hits, trials) = (0L, 0L);
                for (var to = from; to < Math.Min(from + longest, Hits.Length) && !Removed[to]; to++)
                {
                    hits += Hits[to];
                    trials += Trials[to];
                    if (trials < leastTrials || allTrials - trials < leastTrials) continue;
                    tests++;
                    var elsewhere = (allHits - hits) / (double)(allTrials - trials);
                    var isBelow = hits / (double)trials < elsewhere;
                    if (!Departs(from, elsewhere, isBelow) || !Departs(to, elsewhere, isBelow)) continue;
                    var p = ProbabilityOf(hits, trials, allHits - hits, allTrials - trials);
                    if (p < (best?.P ?? double.MaxValue)) best = new Run(from, to, hits, trials, allHits - hits, allTrials - trials, p);
                }
            }

            return best;
        }

        /// <summary>The z test where it holds: five and more expected of every kind. Else the exact one: a single rare event is no finding.</summary>
        private static double ProbabilityOf(long hits, long trials, long otherHits, long otherTrials)
        {
            double all = trials + otherTrials, share = (hits + otherHits) / all;
            var least = Math.Min(trials, otherTrials) * Math.Min(share, 1 - share);
            return least < 5
                ? TwoProportions.ExactP(hits, trials, otherHits, otherTrials)
                : TwoProportions.Test(hits, trials, otherHits, otherTrials)?.P ?? 1;
        }

        private bool Departs(int week, double elsewhere, bool below)
        {
            if (Trials[week] == 0) return false;
            var own = Wilson.Interval(Hits[week], Trials[week]);
            return below ? own.Upper < elsewhere : own.Lower > elsewhere;
        }
    }
}
