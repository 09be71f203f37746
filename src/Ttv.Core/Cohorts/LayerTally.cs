using System.Runtime.InteropServices;
using Ttv.Segments;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Counts what the layers' figures rest on.</summary>
internal sealed class LayerTally(ReviewTerms terms)
{
    /// <summary>The accounts on each plan, by its number.</summary>
    private readonly List<long> _accounts = [];
    private long _timed;
    private long _seen;
    private long _due;
    private long _completed;
    private long _inTime;

    public void Add(in AccountWay way)
    {
        if (way.Plan is not { } plan) return;
        OnPlan(plan.Number)++;
        if (!way.IsTimed) return;
        _timed++;
        if (way.Events.Length > 0) _seen++;
        for (var i = 0; i < way.Steps.Length; i++)
        {
            ref readonly var step = ref way.Steps[i];
            if (!plan.IsRequired[i] || !step.IsDue) continue;
            _due++;
            if (step.IsComplete) _completed++;
            if (step.IsInTime) _inTime++;
        }
    }

    public void Merge(LayerTally other)
    {
        for (var plan = 0; plan < other._accounts.Count; plan++) OnPlan(plan) += other._accounts[plan];
        _timed += other._timed;
        _seen += other._seen;
        _due += other._due;
        _completed += other._completed;
        _inTime += other._inTime;
    }

    public ValueList<LayerKpi> ToKpis(ValueList<DefinitionQuality> qualities, CohortResult overall, Assist.RecoveryRate recovery, ReviewTrend trend)
    {
        var median = overall[MetricKind.MedianTtv];
        var (quality, weighed) = Quality(qualities);
        return
        [
            new(ReviewLayer.ValueEventDefinition, "definition_quality", quality, null, null, weighed),
            new(ReviewLayer.LagInstrumentation, "median_ttv", median.Value, median.Lower, median.Upper, overall.Accounts),
            Share(ReviewLayer.LagInstrumentation, "path_coverage", _seen, _timed),
            Share(ReviewLayer.NudgeOrchestration, "milestones_completed", _completed, _due),
            Share(ReviewLayer.NudgeOrchestration, "milestones_in_time", _inTime, _due),
            new(ReviewLayer.AssistRouting, "recovery_rate", recovery.Value, recovery.Lower, recovery.Upper, recovery.Escalated),
            new(ReviewLayer.CohortQa, "ttv_trend_slope", trend.SlopeHoursPerWeek, trend.LowerHoursPerWeek, trend.UpperHoursPerWeek, trend.Points.Count),
        ];
    }

    private ref long OnPlan(int number)
    {
        while (number >= _accounts.Count) _accounts.Add(0);
        return ref CollectionsMarshal.AsSpan(_accounts)[number];
    }

    private (double? Mean, long Accounts) Quality(ValueList<DefinitionQuality> qualities)
    {
        var (sum, accounts) = (0L, 0L);
        foreach (var quality in qualities)
        {
            var count = terms.Plans.Where(p => p.Segment.Key == quality.Segment && p.Segment.Version == quality.Version).Sum(p => OnPlan(p.Number));
            sum += count * quality.Score;
            accounts += count;
        }

        return (accounts == 0 ? null : sum / (double)accounts, accounts);
    }

    private static LayerKpi Share(ReviewLayer layer, string name, long count, long of)
    {
        if (of == 0) return new LayerKpi(layer, name, null, null, null, 0);
        var share = Wilson.Interval(count, of);
        return new LayerKpi(layer, name, share.Value, share.Lower, share.Upper, of);
    }
}
