using NodaTime;
using Ttv.Statistics.CompetingRisks;
using Ttv.Statistics.Proportions;
using Ttv.Statistics.Survival;

namespace Ttv.Cohorts;

/// <summary>Gathers the outcomes of one group of accounts and says how it stands.</summary>
internal sealed class CohortTally(string key, CohortWeek? week)
{
    private static readonly double[] Shares = [0.10, 0.25, 0.50, 0.75, 0.90];
    private static readonly long OneWeek = Ticks(Duration.FromDays(7));
    private static readonly long TwoWeeks = Ticks(Duration.FromDays(14));
    private const int CurvePoints = 400;

    private readonly List<long> _times = [];
    private readonly List<int> _statuses = [];
    private readonly List<long> _achieved = [];
    private long _winBacks;
    private long _churned;
    private long _agedWeek;
    private long _agedWarning;
    private long _agedTwoWeeks;
    private long _activeInWeek2;
    private long _assisted;
    private long _assistedBefore;
    private long _accountable;

    public string Key => key;

    public CohortWeek? Week => week;

    public long Accounts => _times.Count;

    /// <summary>Ticks of the review's curves: whole microseconds.</summary>
    public static long Ticks(Duration time) => time.BclCompatibleTicks / 10;

    public static Duration FromTicks(double ticks) => Duration.FromTicks(ticks * 10);

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
        if (status == 1)
        {
            _achieved.Add(value);
            if (row.WasAssistedBeforeFirstValue == true) _assistedBefore++;
            if (row.IsAccountable == true) _accountable++;
        }
        else if (status == 2)
        {
            _churned++;
            if (value != long.MaxValue) _winBacks++;
        }

        if (row.WasAssisted == true) _assisted++;
        if (age >= OneWeek) _agedWeek++;
        if (age >= warningAge) _agedWarning++;
        if (age < TwoWeeks) return;
        _agedTwoWeeks++;
        if (row.WasActiveInWeek2 == true) _activeInWeek2++;
    }

    public SurvivalData ToData() => SurvivalData.Create(_times.ToArray(), _statuses.ToArray());

    public CohortResult ToResult(ReviewPolicy policy, Instrumentation seen, CohortResult? previous, bool withCurve)
    {
        var data = ToData();
        var incidence = AalenJohansen.Estimate(data);
        var median = incidence.Median;
        var rate = incidence.RateBy(OneWeek);
        var judge = new MetricJudge(policy, previous);
        return new CohortResult
        {
            Key = key,
            Week = week,
            Accounts = _times.Count,
            Achieved = _achieved.Count,
            Churned = _churned,
            WinBacks = _winBacks,
            Metrics =
            [
                judge.Median(Seconds(median.Value), Seconds(median.Lower), Seconds(median.Upper), median.LongestFollowUp / 1e6, _agedWarning),
                judge.Rate(MetricKind.ValueRate7d, rate.Value, rate.Lower, rate.Upper, _agedWeek, isInstrumented: true),
                judge.Share(MetricKind.Week2Retention, _activeInWeek2, _agedTwoWeeks, seen.Activity),
                judge.Share(MetricKind.AssistDependency, _assistedBefore, _achieved.Count, seen.Assists),
                judge.Share(MetricKind.Accountability, _accountable, _achieved.Count, seen.Accountability),
            ],
            Quantiles = Shares.Select(p => Describe(incidence.Quantile(p))).ToValueList(),
            Rates = policy.Horizons.Select(h => Describe(h, incidence.RateBy(Ticks(h)))).Where(r => !r.IsBeyondFollowUp || r.Horizon == policy.Horizons[0]).ToValueList(),
            ConvertersOnlyMedian = MedianOfAchieved(),
            AssistedShare = seen.Assists ? _assisted / (double)_times.Count : null,
            Curve = withCurve ? Thin(incidence) : [],
        };
    }

    private static double? Seconds(double? ticks) => ticks / 1e6;

    private static TtvQuantile Describe(QuantileEstimate q) => new(q.Probability, Time(q.Value), Time(q.Lower), Time(q.Upper));

    private static Duration? Time(double? ticks) => ticks is { } t ? FromTicks(t) : null;

    private static ValueRate Describe(Duration horizon, RateEstimate rate) => new(horizon, rate.Value, rate.Lower, rate.Upper, rate.IsBeyondFollowUp);

    private Duration? MedianOfAchieved()
    {
        if (_achieved.Count == 0) return null;
        _achieved.Sort();
        var (low, high) = (_achieved[(_achieved.Count - 1) / 2], _achieved[_achieved.Count / 2]);
        return FromTicks((low + high) / 2.0);
    }

    /// <summary>The last point at or before each of evenly spaced times: a plot shows no more.</summary>
    private static ValueList<IncidencePoint> Thin(CumulativeIncidence incidence)
    {
        var points = incidence.Points;
        var kept = new List<IncidencePoint>();
        for (var i = 0; i < points.Count; i++)
        {
            var slot = Slot(points[i].Time);
            if (i + 1 < points.Count && Slot(points[i + 1].Time) == slot) continue;
            kept.Add(new IncidencePoint(FromTicks(points[i].Time), points[i].Probability, points[i].Lower, points[i].Upper, (long)Math.Round(points[i].AtRisk)));
        }

        return [.. kept];

        long Slot(long time) => points[^1].Time == 0 ? 0 : (long)(time / (double)points[^1].Time * (CurvePoints - 1));
    }
}
