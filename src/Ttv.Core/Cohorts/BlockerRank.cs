using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>An obstacle, and what accounts lost where it showed.</summary>
/// <remarks>
/// For each step that an account stood at when the obstacle first showed before first value: did it complete that step
/// within 7 days, against those who stood at the same step without the obstacle? The loss is an association, not a proof.
/// Immutable.
/// </remarks>
public sealed record BlockerRank
{
    /// <summary>The product event that stands for it, or null where people reported it.</summary>
    public string? Source { get; init; }

    /// <summary>What kind of obstacle.</summary>
    public required BlockerType Blocker { get; init; }

    /// <summary>How often it showed, 1 or more.</summary>
    public required long Occurrences { get; init; }

    /// <summary>The accounts it showed to before first value.</summary>
    public required long Accounts { get; init; }

    /// <summary>Of those followed for 7 days after it, the share that completed the step in that time; null without any.</summary>
    public Proportion? With { get; init; }

    /// <summary>The share of accounts without it that completed the same steps within 7 days of standing there, weighted to the
    /// same steps, 0 to 1; null without any to compare.</summary>
    public double? Without { get; init; }

    /// <summary>The completions missing against those without it, 0 or more: what the ranking goes by.</summary>
    public required double Lost { get; init; }
}
