using System.Numerics;
using NodaTime;

namespace Ttv.Cohorts;

/// <summary>One week's accounts in a trend: the times they went without first value within the first 7 days, summed as whole numbers, in any order.</summary>
internal sealed class TrendWeek(CohortWeek week)
{
    private const double MicrosecondsPerHour = 3.6e9;
    private Int128 _sum;
    private Int128 _sumOfSquares;

    public CohortWeek Week => week;

    public long Accounts { get; private set; }

    /// <summary>Whether every account has been observed for the 7 days.</summary>
    public bool IsFollowed { get; private set; } = true;

    /// <param name="achieved">First value's time since sign-up where it came before anything else, else the greatest number; microseconds.</param>
    /// <param name="age">How long the account has been observed.</param>
    public void Add(long achieved, long age)
    {
        var waited = Math.Min(achieved, CohortEstimates.OneWeek);
        Accounts++;
        IsFollowed &= age >= CohortEstimates.OneWeek;
        _sum += waited;
        _sumOfSquares += (Int128)waited * waited;
    }

    public TrendPoint ToPoint()
    {
        var mean = (double)_sum / Accounts / MicrosecondsPerHour;
        // n Σx² - (Σx)² is exact: as doubles the two would cancel.
        var spread = ((BigInteger)Accounts * _sumOfSquares) - ((BigInteger)_sum * _sum);
        var variance = Accounts < 2 ? 0 : (double)spread / Accounts / (Accounts - 1) / MicrosecondsPerHour / MicrosecondsPerHour;
        var error = 1.959963984540054 * Math.Sqrt(variance / Accounts);
        return new TrendPoint(week, Accounts, Duration.FromHours(mean), Duration.FromHours(Math.Max(0, mean - error)), Duration.FromHours(Math.Min(7 * 24, mean + error)));
    }
}
