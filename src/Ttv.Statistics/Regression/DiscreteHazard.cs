using Ttv.Statistics.Evaluation;

namespace Ttv.Statistics.Regression;

/// <summary>
/// A discrete-time hazard model: the probability of the event in each interval of time, given that it has not come yet, regressed
/// on interval and covariates. A share that never has the event is no problem for it.
/// </summary>
/// <remarks>
/// A row is at risk in the interval [b, c) when its time is at least b, and time at least c or the event in it: one that is
/// censored inside an interval says nothing of it. Singer and Willett, Journal of Educational Statistics 18 (1993); Prentice and
/// Gloeckler, Biometrics 34 (1978) for the complementary log-log link. Immutable and safe to share between threads.
/// </remarks>
public sealed class DiscreteHazard
{
    private readonly int _intervals;
    private readonly int _covariates;

    private DiscreteHazard(int intervals, int covariates, int personPeriods, int events, BinaryFit fitted)
    {
        _intervals = intervals;
        _covariates = covariates;
        PersonPeriods = personPeriods;
        Events = events;
        Fitted = fitted;
    }

    /// <summary>The rows times the intervals they were at risk in.</summary>
    public int PersonPeriods { get; }

    /// <summary>The events within the intervals.</summary>
    public int Events { get; }

    /// <summary>The fit: a coefficient an interval, then one a covariate.</summary>
    public BinaryFit Fitted { get; }

    /// <summary>Fits the model.</summary>
    /// <param name="breaks">The borders of the intervals in ticks, rising from 0 or more; two or more. Times from the last on are cut there.</param>
    /// <param name="times">Times in ticks, 0 or more.</param>
    /// <param name="statuses">1 for an event; all else counts as censored. As many as times.</param>
    /// <param name="covariates">The covariates row by row, finite; empty where there are none.</param>
    /// <param name="count">The number of covariates, 0 or more.</param>
    /// <param name="link">The link; the logit by default.</param>
    /// <param name="ridge">The ridge penalty on the covariates, 0 (default) or more; intervals are not penalised.</param>
    /// <exception cref="ArgumentException">The spans do not fit each other, or a value is out of its range.</exception>
    public static DiscreteHazard Fit(
        ReadOnlySpan<long> breaks,
        ReadOnlySpan<long> times,
        ReadOnlySpan<int> statuses,
        ReadOnlySpan<double> covariates,
        int count,
        BinaryLink link = BinaryLink.Logit,
        double ridge = 0)
    {
        Rows.Require(times, statuses);
        if (breaks.Length < 2) throw new ArgumentException($"breaks has {breaks.Length} values: two or more are needed.", nameof(breaks));
        for (var b = 0; b < breaks.Length; b++)
        {
            if (breaks[b] < 0 || (b > 0 && breaks[b] <= breaks[b - 1])) throw new ArgumentException($"breaks[{b}] is {breaks[b]}: rising ticks from 0 on are needed.", nameof(breaks));
        }

        if (count < 0 || covariates.Length != count * times.Length) throw new ArgumentException($"covariates has {covariates.Length} values: {count} for each of {times.Length} rows are needed.", nameof(covariates));
        var intervals = breaks.Length - 1;
        var columns = intervals + count;
        var (rows, outcomes, events) = (new List<double>(), new List<double>(), 0);
        for (var i = 0; i < times.Length; i++)
        {
            for (var b = 0; b < intervals && times[i] >= breaks[b]; b++)
            {
                var hasEvent = statuses[i] == 1 && times[i] < breaks[b + 1];
                if (times[i] < breaks[b + 1] && !hasEvent) break;
                for (var j = 0; j < intervals; j++) rows.Add(j == b ? 1 : 0);
                rows.AddRange(covariates.Slice(i * count, count));
                outcomes.Add(hasEvent ? 1 : 0);
                if (hasEvent) events++;
            }
        }

        var isPenalised = new bool[columns];
        for (var j = intervals; j < columns; j++) isPenalised[j] = true;
        var fitted = BinaryRegression.Fit(rows.ToArray(), columns, outcomes.ToArray(), [], link, ridge, isPenalised);
        return new DiscreteHazard(intervals, count, outcomes.Count, events, fitted);
    }

    /// <summary>The probability of not having had the event at each border, for a row's covariates: 1 at the first, never rising.</summary>
    /// <exception cref="ArgumentException">There are not as many values as covariates.</exception>
    public IReadOnlyList<double> Survival(ReadOnlySpan<double> covariates)
    {
        if (covariates.Length != _covariates) throw new ArgumentException($"covariates has {covariates.Length} values: {_covariates} are needed.", nameof(covariates));
        var row = new double[_intervals + _covariates];
        covariates.CopyTo(row.AsSpan(_intervals));
        var survival = new double[_intervals + 1];
        survival[0] = 1;
        for (var b = 0; b < _intervals; b++)
        {
            row[b] = 1;
            survival[b + 1] = survival[b] * (1 - Fitted.Probability(row));
            row[b] = 0;
        }

        return survival;
    }
}
