using NodaTime;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>Gathers the outcomes of one group of accounts and says how it stands.</summary>
internal sealed class CohortTally(string key, CohortWeek? week)
{
    private readonly List<long> _times = [];
    private readonly List<int> _statuses = [];
    private readonly List<long> _achieved = [];
    private CohortCounts _counts;

    public string Key => key;

    public CohortWeek? Week => week;

    /// <summary>The week in the trend; null where the group is not one week's.</summary>
    public TrendWeek? Trend { get; } = week is null ? null : new TrendWeek(week);

    public void Add(AccountOutcome row, Instant observedUntil, long warningAge)
    {
        var signedUp = Instants.ToMicroseconds(row.SignedUpAt);
        var end = Instants.ToMicroseconds(observedUntil);
        var age = end - signedUp;
        var churned = row.ChurnedAt is { } c && c <= observedUntil ? Math.Max(0, Instants.ToMicroseconds(c) - signedUp) : long.MaxValue;
        var value = row.FirstValueAt is { } v && v <= observedUntil ? Instants.ToMicroseconds(v) - signedUp : long.MaxValue;
        var status = value == long.MaxValue && churned == long.MaxValue ? 0 : value <= churned ? 1 : 2;
        _times.Add(status switch { 1 => value, 2 => churned, _ => age });
        _statuses.Add(status);
        Trend?.Add(status == 1 ? value : long.MaxValue, age);
        _counts.Accounts++;
        if (status == 1)
        {
            _achieved.Add(value);
            _counts.Achieved++;
            if (row.WasAssistedBeforeFirstValue == true) _counts.AssistedBefore++;
            if (row.IsAccountable == true) _counts.Accountable++;
        }
        else if (status == 2)
        {
            _counts.Churned++;
            if (value != long.MaxValue) _counts.WinBacks++;
        }

        if (row.WasAssisted == true) _counts.Assisted++;
        if (age >= CohortEstimates.OneWeek) _counts.AgedWeek++;
        if (age >= warningAge) _counts.AgedWarning++;
        if (age < CohortEstimates.TwoWeeks) return;
        _counts.AgedTwoWeeks++;
        if (row.WasActiveInWeek2 == true) _counts.ActiveInWeek2++;
    }

    public SurvivalData ToData() => SurvivalData.Create(_times.ToArray(), _statuses.ToArray());

    public CohortResult ToResult(ReviewPolicy policy, Instrumentation seen, CohortResult? previous, bool withCurve) =>
        CohortFigures.ToResult(key, week, _counts, CohortEstimates.Of(AalenJohansen.Estimate(ToData()), policy, _achieved, withCurve), policy, seen, previous);
}
