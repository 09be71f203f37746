using Ttv.Journeys;
using Ttv.Segments;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>Counts what the layers' figures rest on.</summary>
internal sealed class LayerTally
{
    private readonly SortedDictionary<SegmentKey, SortedDictionary<int, long>> _accounts = [];
    private long _timed;
    private long _seen;
    private long _due;
    private long _completed;
    private long _inTime;

    public void Add(Journey journey)
    {
        if (journey.Segment is { } segment)
        {
            if (!_accounts.TryGetValue(segment.Key, out var versions)) _accounts[segment.Key] = versions = [];
            versions[segment.Version] = versions.GetValueOrDefault(segment.Version) + 1;
        }

        if (!journey.IsTimed) return;
        _timed++;
        if (journey.StepEvents.Count > 0) _seen++;
        foreach (var step in journey.Steps)
        {
            if (step.Milestone.IsOptional || step.DueAt > journey.ObservedUntil) continue;
            _due++;
            if (step.CompletedAt is not { } completed) continue;
            _completed++;
            if (completed <= step.DueAt) _inTime++;
        }
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

    private (double? Mean, long Accounts) Quality(ValueList<DefinitionQuality> qualities)
    {
        var (sum, accounts) = (0L, 0L);
        foreach (var quality in qualities)
        {
            if (!_accounts.TryGetValue(quality.Segment, out var versions) || !versions.TryGetValue(quality.Version, out var count)) continue;
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
