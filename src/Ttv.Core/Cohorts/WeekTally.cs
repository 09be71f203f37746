using NodaTime;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>One week's accounts for the trend, whatever else splits the cohorts.</summary>
internal sealed class WeekTally(CohortWeek week)
{
    private static readonly Duration Horizon = Duration.FromDays(7);
    private readonly CohortTally _cohort = new(week.Key, week);
    private double _sum;
    private double _sumOfSquares;

    public CohortWeek Week => week;

    public long Accounts => _cohort.Accounts;

    /// <summary>Whether every account has been observed for the whole horizon.</summary>
    public bool IsFollowed { get; private set; } = true;

    public void Add(AccountOutcome row, Instant observedUntil, long warningAge)
    {
        _cohort.Add(row, observedUntil, warningAge);
        if (observedUntil - row.SignedUpAt < Horizon) IsFollowed = false;
        var reachedFirst = row.FirstValueAt is { } value && value <= observedUntil && !(row.ChurnedAt < value);
        var hours = Math.Min(Horizon.TotalHours, reachedFirst ? (row.FirstValueAt!.Value - row.SignedUpAt).TotalHours : Horizon.TotalHours);
        _sum += hours;
        _sumOfSquares += hours * hours;
    }

    public SurvivalData ToData() => _cohort.ToData();

    public TrendPoint ToPoint()
    {
        double n = Accounts;
        var mean = _sum / n;
        var error = n < 2 ? 0 : 1.959963984540054 * Math.Sqrt(Math.Max(0, (_sumOfSquares - (n * mean * mean)) / (n - 1)) / n);
        return new TrendPoint(week, Accounts, Duration.FromHours(mean), Duration.FromHours(Math.Max(0, mean - error)), Duration.FromHours(Math.Min(Horizon.TotalHours, mean + error)));
    }
}
