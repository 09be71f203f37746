namespace Ttv.Statistics.Evaluation;

/// <summary>Judges how well scores order rows by time: a higher score should mean an earlier event.</summary>
/// <remarks>
/// A pair is comparable when the earlier time is an event's, a censoring at the same tick counting as later. Counted in
/// O(n log n) by Fenwick trees. Harrell et al., JAMA 247 (1982); Uno et al., Statistics in Medicine 30 (2011). Thread-safe.
/// </remarks>
public static class Concordance
{
    /// <summary>Harrell's concordance: every comparable pair counts once.</summary>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="scores">Finite scores, as many as times; higher means earlier.</param>
    /// <returns>The concordance, or null where no pair is comparable.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static ConcordanceEstimate? Harrell(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> scores)
    {
        var pairs = new Pairs(times, statuses, scores);
        pairs.CountLater();
        pairs.CountEarlier();
        return pairs.ToEstimate();
    }

    /// <summary>Uno's concordance: a pair counts 1 / G(t-)², with G the probability of not being censored, so that censoring does not decide what is compared.</summary>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="scores">Finite scores, as many as times; higher means earlier.</param>
    /// <returns>The concordance without an error, or null where no pair is comparable.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range.</exception>
    public static ConcordanceEstimate? Uno(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> scores)
    {
        var censoring = CensoringCurve.Estimate(times, statuses);
        var pairs = new Pairs(times, statuses, scores);
        pairs.CountLater();
        return pairs.ToWeighted(censoring);
    }

    private sealed class Pairs
    {
        private readonly long[] _times;
        private readonly bool[] _isEvent;
        private readonly int[] _rank;
        private readonly int[] _order;
        private readonly int _ranks;
        private readonly long[] _concordant;
        private readonly long[] _discordant;
        private readonly long[] _tied;
        private readonly long[] _asLaterConcordant;
        private readonly long[] _asLaterDiscordant;
        private readonly long[] _asLaterTied;
        private long _tiedTimes;
        private long _tiedBoth;

        public Pairs(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, ReadOnlySpan<double> scores)
        {
            Rows.Require(times, statuses);
            Rows.RequireFinite(nameof(scores), scores, times.Length);
            var n = times.Length;
            _times = times.ToArray();
            _isEvent = new bool[n];
            for (var i = 0; i < n; i++) _isEvent[i] = statuses[i] == 1;
            (_rank, _ranks) = RanksOf(scores);
            _order = OrderOf(_times, _isEvent);
            (_concordant, _discordant, _tied) = (new long[n], new long[n], new long[n]);
            (_asLaterConcordant, _asLaterDiscordant, _asLaterTied) = (new long[n], new long[n], new long[n]);
        }

        private static (int[] Rank, int Count) RanksOf(ReadOnlySpan<double> scores)
        {
            var (sorted, rows) = (scores.ToArray(), new int[scores.Length]);
            for (var i = 0; i < rows.Length; i++) rows[i] = i;
            Array.Sort(sorted, rows);
            var (ranks, rank) = (new int[rows.Length], 0);
            for (var i = 0; i < rows.Length; i++)
            {
                if (i > 0 && sorted[i] != sorted[i - 1]) rank++;
                ranks[rows[i]] = rank;
            }

            return (ranks, rank + 1);
        }

        /// <summary>By time; at one tick events before censorings.</summary>
        private static int[] OrderOf(long[] times, bool[] isEvent)
        {
            var (keys, rows) = (new (long, int)[times.Length], new int[times.Length]);
            for (var i = 0; i < rows.Length; i++) (keys[i], rows[i]) = ((times[i], isEvent[i] ? 0 : 1), i);
            Array.Sort(keys, rows);
            return rows;
        }

        /// <summary>From the longest time down: each event against all that are later.</summary>
        public void CountLater()
        {
            var tree = new FenwickTree(_ranks);
            for (var end = _order.Length; end > 0;)
            {
                var start = end;
                while (start > 0 && _times[_order[start - 1]] == _times[_order[end - 1]]) start--;
                var censored = start;
                while (censored < end && _isEvent[_order[censored]]) censored++;
                for (var i = censored; i < end; i++) tree.Add(_rank[_order[i]]);
                for (var i = start; i < censored; i++)
                {
                    var row = _order[i];
                    var (below, equal) = (tree.SumBelow(_rank[row]), tree.At(_rank[row]));
                    (_concordant[row], _tied[row], _discordant[row]) = (below, equal, tree.Total - below - equal);
                }

                CountTies(start, censored);
                for (var i = start; i < censored; i++) tree.Add(_rank[_order[i]]);
                end = start;
            }
        }

        /// <summary>From the shortest time up: each row against all events before it.</summary>
        public void CountEarlier()
        {
            var tree = new FenwickTree(_ranks);
            for (var start = 0; start < _order.Length;)
            {
                var (end, censored) = (start, start);
                while (end < _order.Length && _times[_order[end]] == _times[_order[start]]) end++;
                while (censored < end && _isEvent[_order[censored]]) censored++;
                for (var i = start; i < censored; i++) CountAsLater(tree, _order[i]);
                for (var i = start; i < censored; i++) tree.Add(_rank[_order[i]]);
                for (var i = censored; i < end; i++) CountAsLater(tree, _order[i]);
                start = end;
            }
        }

        public ConcordanceEstimate? ToEstimate()
        {
            var (c, d, t) = (_concordant.Sum(), _discordant.Sum(), _tied.Sum());
            var pairs = c + d + t;
            if (pairs == 0) return null;
            var value = (c + (t / 2.0)) / pairs;
            var variance = 0.0;
            for (var i = 0; i < _times.Length; i++)
            {
                double own = _concordant[i] + _asLaterConcordant[i], tied = _tied[i] + _asLaterTied[i];
                var influence = (own + (tied / 2) - (value * (own + tied + _discordant[i] + _asLaterDiscordant[i]))) / pairs;
                variance += influence * influence;
            }

            return new ConcordanceEstimate(value, Math.Sqrt(variance), c, d, t, _tiedTimes, _tiedBoth);
        }

        public ConcordanceEstimate? ToWeighted(CensoringCurve censoring)
        {
            var (sum, all) = (0.0, 0.0);
            foreach (var i in _order)
            {
                var pairs = _concordant[i] + _discordant[i] + _tied[i];
                if (pairs == 0) continue;
                var free = censoring.Before(_times[i]);
                sum += (_concordant[i] + (_tied[i] / 2.0)) / (free * free);
                all += pairs / (free * free);
            }

            return all == 0 ? null : new ConcordanceEstimate(sum / all, null, _concordant.Sum(), _discordant.Sum(), _tied.Sum(), _tiedTimes, _tiedBoth);
        }

        private void CountAsLater(FenwickTree tree, int row)
        {
            var (below, equal) = (tree.SumBelow(_rank[row]), tree.At(_rank[row]));
            (_asLaterDiscordant[row], _asLaterTied[row], _asLaterConcordant[row]) = (below, equal, tree.Total - below - equal);
        }

        private void CountTies(int start, int censored)
        {
            long events = censored - start;
            var ranks = new int[censored - start];
            for (var i = start; i < censored; i++) ranks[i - start] = _rank[_order[i]];
            Array.Sort(ranks);
            var (both, run) = (0L, 0L);
            for (var i = 1; i < ranks.Length; i++)
            {
                run = ranks[i] == ranks[i - 1] ? run + 1 : 0;
                both += run;
            }

            _tiedBoth += both;
            _tiedTimes += (events * (events - 1) / 2) - both;
        }
    }
}
