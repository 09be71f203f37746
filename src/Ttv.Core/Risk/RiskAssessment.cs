using NodaTime;

namespace Ttv.Risk;

/// <summary>An account's risk at an instant, and why.</summary>
/// <remarks>Immutable, compared by value.</remarks>
public sealed record RiskAssessment
{
    /// <summary>Whether there is a score.</summary>
    public required RiskStatus Status { get; init; }

    /// <summary>The score, or null where there is none.</summary>
    public RiskScore? Score { get; init; }

    /// <summary>The band of the score, by the recorded band's hysteresis; null without a score.</summary>
    public RiskBand? Band { get; init; }

    /// <summary>Every signal with what it adds, in declaration order; they sum exactly to <see cref="Score"/>. Empty unless scored.</summary>
    public ValueList<RiskContribution> Contributions { get; init; }

    /// <summary>The known signal that adds most, strategic fit left out; ties go to declaration order. Null where none adds anything.</summary>
    public string? Dominant { get; init; }

    /// <summary>What to do: the dominant signal's intervention, and the founder's priority for high value from the elevated band up.</summary>
    public ValueList<string> Interventions { get; init; }

    /// <summary>The weight that was known, in basis points, 0 to 10,000.</summary>
    public int CoverageBasisPoints { get; init; }

    /// <summary>The least score that the unknown signals allow; null unless scored.</summary>
    public RiskScore? FeasibleFrom { get; init; }

    /// <summary>The highest score that the unknown signals allow; null unless scored.</summary>
    public RiskScore? FeasibleTo { get; init; }

    /// <summary>Whether too little was known to escalate to a human.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether potential value and expansion are both high.</summary>
    public bool IsHighValue { get; init; }

    /// <summary>Whether a data alarm is raised: sessions are missing fleet-wide.</summary>
    public bool IsDataAlarm { get; init; }

    /// <summary>Stable reason codes (see <see cref="RiskReasons"/>), in declaration order of what they are about.</summary>
    public ValueList<string> Reasons { get; init; }

    /// <summary>The version of the model.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The instant.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>What changed since an earlier assessment, line by line; null unless both have a score.</summary>
    public RiskDelta? Since(RiskAssessment earlier) => RiskDelta.Between(earlier, this);
}
