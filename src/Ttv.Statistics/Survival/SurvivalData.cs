namespace Ttv.Statistics.Survival;

/// <summary>
/// Times to an event, some of them right-censored, as counts per tick: all that curves, incidences and tests depend on.
/// Durations are whole ticks of a unit the caller chooses (seconds, minutes, days), so that ties are exact.
/// </summary>
/// <remarks>
/// A row with entry e and time t is at risk at every tick s with e &lt; s &lt;= t; without an entry it is at risk from the
/// start, at tick 0 too. Events precede censorings at a tie. The order of the rows never matters, and data of shards merged
/// by <see cref="Merge"/> equal the data of the whole. Immutable and safe to share between threads.
/// </remarks>
public sealed class SurvivalData
{
    private readonly Tick[] _ticks;

    private SurvivalData(Tick[] ticks, int causes, double unentered)
    {
        _ticks = ticks;
        CauseCount = causes;
        Unentered = unentered;
        foreach (var tick in ticks) RowWeight += tick.Left;
    }

    /// <summary>The number of competing causes: the highest status seen, at least 1.</summary>
    public int CauseCount { get; }

    /// <summary>The sum of the rows' weights: their number where none was given.</summary>
    public double RowWeight { get; }

    /// <summary>The longest time observed, in ticks; null when there are no rows.</summary>
    public long? LongestTime
    {
        get
        {
            for (var i = _ticks.Length - 1; i >= 0; i--)
            {
                if (_ticks[i].Left > 0) return _ticks[i].Time;
            }

            return null;
        }
    }

    internal ReadOnlySpan<Tick> Ticks => _ticks;

    /// <summary>The weight at risk from the very start: of the rows without an entry.</summary>
    internal double Unentered { get; }

    /// <summary>Collects rows.</summary>
    /// <param name="times">Time to the event or to the end of observation, in ticks, 0 or more.</param>
    /// <param name="statuses">0 for censored, 1 for the event of interest, 2 and up for competing events, as many as times.</param>
    /// <param name="entries">Delayed entry: the row is at risk after this tick; below its time, 0 or more. Empty (default): from the start.</param>
    /// <param name="weights">Weights, finite and 0 or more; a row of weight 0 does not count. Empty (default): 1 each.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is out of its range; the message names row and value.</exception>
    public static SurvivalData Create(
        ReadOnlySpan<long> times,
        ReadOnlySpan<int> statuses,
        ReadOnlySpan<long> entries = default,
        ReadOnlySpan<double> weights = default)
    {
        RequireLength(nameof(statuses), statuses.Length, times.Length);
        if (!entries.IsEmpty) RequireLength(nameof(entries), entries.Length, times.Length);
        if (!weights.IsEmpty) RequireLength(nameof(weights), weights.Length, times.Length);

        RequireRows(times, statuses);
        if (entries.IsEmpty && weights.IsEmpty) return CountPlain(times, statuses);
        var causes = 1;
        var rows = new Row[entries.IsEmpty ? times.Length : 2 * times.Length];
        var count = 0;
        var unentered = new List<double>();
        for (var i = 0; i < times.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (!double.IsFinite(weight) || weight < 0) throw new ArgumentException($"weights[{i}] is {weight}: a finite number of 0 or more is allowed.", nameof(weights));
            if (!entries.IsEmpty && (entries[i] < 0 || entries[i] >= times[i]))
                throw new ArgumentException($"entries[{i}] is {entries[i]} and times[{i}] is {times[i]}: an entry of 0 or more below the time is allowed.", nameof(entries));
            if (weight == 0) continue;
            causes = Math.Max(causes, statuses[i]);
            rows[count++] = new Row(times[i], statuses[i], weight);
            if (entries.IsEmpty) unentered.Add(weight);
            else rows[count++] = new Row(entries[i], Row.Entry, weight);
        }

        return new SurvivalData(Count(rows.AsSpan(0, count), causes), causes, SumSorted(unentered));
    }

    /// <summary>The data of both, as if their rows had been collected at once.</summary>
    /// <remarks>Exact whenever the weights' sums are: always without weights, and with whole-number weights.</remarks>
    public SurvivalData Merge(SurvivalData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var causes = Math.Max(CauseCount, other.CauseCount);
        var merged = new SortedDictionary<long, Tick>();
        foreach (var tick in _ticks.Concat(other._ticks))
        {
            if (!merged.TryGetValue(tick.Time, out var sum)) merged[tick.Time] = sum = new Tick(tick.Time, new double[causes]);
            sum.Censored += tick.Censored;
            sum.Entered += tick.Entered;
            for (var c = 0; c < tick.Events.Length; c++) sum.Events[c] += tick.Events[c];
        }

        return new SurvivalData([.. merged.Values], causes, Unentered + other.Unentered);
    }

    /// <summary>
    /// The data from a landmark on: the rows still at risk after it, none of whom can have the event by then. A curve of them is
    /// conditional on having waited that long.
    /// </summary>
    /// <param name="landmark">The tick, 0 or more; times stay counted from the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The landmark is negative.</exception>
    public SurvivalData FromLandmark(long landmark)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(landmark);
        var waiting = Unentered;
        var after = 0;
        for (; after < _ticks.Length && _ticks[after].Time <= landmark; after++) waiting += _ticks[after].Entered - _ticks[after].Left;
        return new SurvivalData(_ticks[after..], CauseCount, Math.Max(0, waiting));
    }

    /// <summary>Rows that all count once from the start: whole numbers, which need no order to sum exactly.</summary>
    private static SurvivalData CountPlain(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        var (causes, longest) = (1, 0L);
        for (var i = 0; i < times.Length; i++)
        {
            causes = Math.Max(causes, statuses[i]);
            longest = Math.Max(longest, times[i]);
        }

        // Few ticks for the rows: a count for each. Else the times are sorted.
        var ticks = (longest + 1) * (causes + 1) <= (4L * times.Length) + 1024
            ? CountByTick(times, statuses, (int)longest, causes)
            : CountSorted(times, statuses, causes);
        return new SurvivalData(ticks, causes, times.Length);
    }

    private static Tick[] CountByTick(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, int longest, int causes)
    {
        var width = causes + 1;
        var counts = new int[(longest + 1) * width];
        for (var i = 0; i < times.Length; i++) counts[((int)times[i] * width) + statuses[i]]++;
        var ticks = new List<Tick>();
        for (var time = 0; time <= longest; time++)
        {
            var own = counts.AsSpan(time * width, width);
            if (own.IndexOfAnyExcept(0) < 0) continue;
            var tick = new Tick(time, new double[causes]) { Censored = own[0] };
            for (var c = 0; c < causes; c++) tick.Events[c] = own[c + 1];
            ticks.Add(tick);
        }

        return [.. ticks];
    }

    private static Tick[] CountSorted(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses, int causes)
    {
        var (sorted, order) = (times.ToArray(), statuses.ToArray());
        Array.Sort(sorted, order);
        var ticks = new List<Tick>();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (ticks.Count == 0 || ticks[^1].Time != sorted[i]) ticks.Add(new Tick(sorted[i], new double[causes]));
            if (order[i] == 0) ticks[^1].Censored++;
            else ticks[^1].Events[order[i] - 1]++;
        }

        return [.. ticks];
    }

    private static void RequireRows(ReadOnlySpan<long> times, ReadOnlySpan<int> statuses)
    {
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] < 0) throw new ArgumentException($"times[{i}] is {times[i]}: 0 or more ticks are allowed.", nameof(times));
            if (statuses[i] is < 0 or > 1000) throw new ArgumentException($"statuses[{i}] is {statuses[i]}: 0 (censored), 1 (event) or a competing cause up to 1000 is allowed.", nameof(statuses));
        }
    }

    private static Tick[] Count(Span<Row> rows, int causes)
    {
        // Weights are part of the order, so that their sums do not depend on the order of the rows.
        rows.Sort();
        var ticks = new List<Tick>();
        foreach (var row in rows)
        {
            if (ticks.Count == 0 || ticks[^1].Time != row.Time) ticks.Add(new Tick(row.Time, new double[causes]));
            var tick = ticks[^1];
            if (row.Status == Row.Entry) tick.Entered += row.Weight;
            else if (row.Status == 0) tick.Censored += row.Weight;
            else tick.Events[row.Status - 1] += row.Weight;
        }

        return [.. ticks];
    }

    private static double SumSorted(List<double> weights)
    {
        weights.Sort();
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        return sum;
    }

    private static void RequireLength(string name, int length, int needed)
    {
        if (length != needed) throw new ArgumentException($"{name} has {length} values and times has {needed}: as many are needed.", name);
    }

    /// <summary>What happens at one tick: how much weight leaves by each cause and by censoring, and how much enters after it.</summary>
    internal sealed class Tick(long time, double[] events)
    {
        public long Time { get; } = time;

        public double[] Events { get; } = events;

        public double Censored { get; set; }

        public double Entered { get; set; }

        public double AllEvents
        {
            get
            {
                var sum = 0.0;
                foreach (var d in Events) sum += d;
                return sum;
            }
        }

        public double Left => AllEvents + Censored;
    }

    private readonly record struct Row(long Time, int Status, double Weight) : IComparable<Row>
    {
        public const int Entry = -1;

        public int CompareTo(Row other)
        {
            var order = Time.CompareTo(other.Time);
            if (order == 0) order = Status.CompareTo(other.Status);
            return order != 0 ? order : Weight.CompareTo(other.Weight);
        }
    }
}
