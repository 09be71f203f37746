using NodaTime;
using Ttv.Assist;

namespace Ttv.Cohorts;

/// <summary>
/// A weekly review: how all accounts, each segment and each weekly cohort stand, where they lose time, and what to look
/// into. Frozen: it names its instant, its watermark and the definitions it was made by, and the same log gives the same review.
/// </summary>
/// <remarks>Made by <see cref="CohortReviewer"/>. Immutable, compared by value, safe to share between threads.</remarks>
public sealed record CohortReview
{
    /// <summary>The instant asked about.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>Where observation ends: the earlier of <see cref="AsOf"/> and the log's latest event.</summary>
    public required Instant ObservedUntil { get; init; }

    /// <summary>The zone whose local dates made the weeks.</summary>
    public required string Zone { get; init; }

    /// <summary>The first day from which weeks are counted, or null: ISO weeks.</summary>
    public LocalDate? WeekOrigin { get; init; }

    /// <summary>What splits the weekly cohorts further, or null.</summary>
    public string? By { get; init; }

    /// <summary>The <see cref="Segments.DefinitionsHash"/> of the definitions, or null: the review was made of plain rows.</summary>
    public string? Definitions { get; init; }

    /// <summary>All accounts together; null when there is none.</summary>
    public CohortResult? Overall { get; init; }

    /// <summary>Each segment, in ordinal order.</summary>
    public ValueList<CohortResult> Segments { get; init; }

    /// <summary>Whether the segments differ; null with fewer than two, or nothing to compare.</summary>
    public SegmentTest? SegmentTest { get; init; }

    /// <summary>The weekly cohorts, by week and then by key.</summary>
    public ValueList<CohortResult> Cohorts { get; init; }

    /// <summary>Whether later cohorts are faster.</summary>
    public required ReviewTrend Trend { get; init; }

    /// <summary>The steps of every path that an account is on; empty for plain rows.</summary>
    public ValueList<FunnelStep> Funnel { get; init; }

    /// <summary>Each step's conversion to the next by calendar week of the event, for all and by event property; empty for plain rows.</summary>
    public ValueList<ProportionCell> StepConversions { get; init; }

    /// <summary>Of step events and obstacles together, the share of each obstacle by calendar week, for all and by event property.</summary>
    public ValueList<ProportionCell> BlockerShares { get; init; }

    /// <summary>The runs of weeks in which a step converted unlike itself, the most significant first.</summary>
    public ValueList<Departure> StepDepartures { get; init; }

    /// <summary>The runs of weeks in which an obstacle showed unlike itself, the most significant first.</summary>
    public ValueList<Departure> BlockerDepartures { get; init; }

    /// <summary>The obstacles, ranked by the loss they explain.</summary>
    public ValueList<BlockerRank> Blockers { get; init; }

    /// <summary>How escalated accounts fared.</summary>
    public RecoveryRate Recovery { get; init; } = RecoveryRate.None;

    /// <summary>How the risk scores of open accounts spread; null for plain rows.</summary>
    public RiskDistribution? Risk { get; init; }

    /// <summary>The layers' figures; empty for plain rows.</summary>
    public ValueList<LayerKpi> Layers { get; init; }

    /// <summary>The lagging weekly cohorts, each with who answers for it and what is missing before it may be re-scored.</summary>
    public ValueList<CohortAccountability> Lagging { get; init; }

    /// <summary>What the reader should know.</summary>
    public ValueList<ReviewFinding> Findings { get; init; }

    /// <summary>The instant of the previous review that the metrics are set beside, or null.</summary>
    public Instant? PreviousAsOf { get; init; }

    /// <summary>The result of that key among all, segments and cohorts; null where there is none.</summary>
    public CohortResult? Find(string key)
    {
        if (string.Equals(Overall?.Key, key, StringComparison.Ordinal)) return Overall;
        foreach (var result in Cohorts)
        {
            if (string.Equals(result.Key, key, StringComparison.Ordinal)) return result;
        }

        foreach (var result in Segments)
        {
            if (string.Equals(result.Key, key, StringComparison.Ordinal)) return result;
        }

        return null;
    }
}
