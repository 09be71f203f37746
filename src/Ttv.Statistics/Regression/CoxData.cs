namespace Ttv.Statistics.Regression;

/// <summary>The rows of a Cox regression, checked once.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CoxData
{
    private CoxData(long[] times, bool[] isEvent, double[] rows, int columns, long[] entries, int[] strata, double[] weights, int[]? clusters)
    {
        Times = times;
        IsEvent = isEvent;
        Covariates = rows;
        Columns = columns;
        Entries = entries;
        Strata = strata;
        Weights = weights;
        Clusters = clusters;
    }

    /// <summary>The number of rows.</summary>
    public int Count => Times.Length;

    /// <summary>The number of covariates.</summary>
    public int Columns { get; }

    internal long[] Times { get; }

    internal bool[] IsEvent { get; }

    internal double[] Covariates { get; }

    internal long[] Entries { get; }

    internal int[] Strata { get; }

    internal double[] Weights { get; }

    internal int[]? Clusters { get; }

    internal ReadOnlySpan<double> Row(int i) => Covariates.AsSpan(i * Columns, Columns);

    /// <summary>Collects rows.</summary>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="covariates">The covariates row by row, finite.</param>
    /// <param name="columns">The number of covariates, 1 or more.</param>
    /// <param name="entries">Delayed entry: at risk after this tick, below the time. Empty (default): from the start.</param>
    /// <param name="strata">A stratum a row, each with a baseline of its own. Empty (default): one.</param>
    /// <param name="weights">Weights above 0. Empty (default): 1 each.</param>
    /// <param name="clusters">A cluster a row, for the robust error: rows of one cluster may depend on each other. Empty (default): none asked for.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other, or a value is out of its range; the message names row and value.</exception>
    public static CoxData Create(
        ReadOnlySpan<long> times,
        ReadOnlySpan<int> statuses,
        ReadOnlySpan<double> covariates,
        int columns,
        ReadOnlySpan<long> entries = default,
        ReadOnlySpan<int> strata = default,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<int> clusters = default)
    {
        var n = times.Length;
        if (columns < 1) throw new ArgumentException($"columns is {columns}: 1 or more is needed.", nameof(columns));
        if (statuses.Length != n) throw new ArgumentException($"statuses has {statuses.Length} values and times has {n}: as many are needed.", nameof(statuses));
        if (covariates.Length != columns * n) throw new ArgumentException($"covariates has {covariates.Length} values: {columns} for each of {n} rows are needed.", nameof(covariates));
        RequireLength(nameof(entries), entries.Length, n);
        RequireLength(nameof(strata), strata.Length, n);
        RequireLength(nameof(weights), weights.Length, n);
        RequireLength(nameof(clusters), clusters.Length, n);
        var isEvent = new bool[n];
        for (var i = 0; i < n; i++)
        {
            if (times[i] < 0) throw new ArgumentException($"times[{i}] is {times[i]}: 0 or more ticks are allowed.", nameof(times));
            if (!entries.IsEmpty && (entries[i] < 0 || entries[i] >= times[i])) throw new ArgumentException($"entries[{i}] is {entries[i]} and times[{i}] is {times[i]}: an entry of 0 or more below the time is allowed.", nameof(entries));
            if (!weights.IsEmpty && !(weights[i] > 0 && double.IsFinite(weights[i]))) throw new ArgumentException($"weights[{i}] is {weights[i]}: a finite number above 0 is needed.", nameof(weights));
            isEvent[i] = statuses[i] == 1;
        }

        for (var i = 0; i < covariates.Length; i++)
        {
            if (!double.IsFinite(covariates[i])) throw new ArgumentException($"row {i / columns}, column {i % columns} is {covariates[i]}: a finite number is needed.", nameof(covariates));
        }

        return new CoxData(
            times.ToArray(), isEvent, covariates.ToArray(), columns,
            entries.IsEmpty ? [.. Enumerable.Repeat(-1L, n)] : entries.ToArray(),
            strata.IsEmpty ? new int[n] : strata.ToArray(),
            weights.IsEmpty ? [.. Enumerable.Repeat(1.0, n)] : weights.ToArray(),
            clusters.IsEmpty ? null : clusters.ToArray());
    }

    private static void RequireLength(string name, int length, int needed)
    {
        if (length != 0 && length != needed) throw new ArgumentException($"{name} has {length} values and times has {needed}: as many are needed.", name);
    }
}
