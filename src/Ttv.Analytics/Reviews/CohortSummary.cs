using NodaTime;
using Ttv.Cohorts;
using Ttv.Statistics.Proportions;

namespace Ttv.Analytics.Reviews;

/// <summary>A quick look at one group: plain counts, their shares, and the quartiles of those who got there.</summary>
/// <remarks>
/// Nothing here counts the accounts still waiting: the quartiles are too short by as much as they are, and the rate leaves
/// young accounts out. <see cref="CohortResult"/> has the estimates to judge by. Immutable.
/// </remarks>
public sealed record CohortSummary
{
    /// <summary>Its name, as in <see cref="CohortResult.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The sign-up week, or null where the group is not one week's.</summary>
    public CohortWeek? Week { get; init; }

    /// <summary>The accounts with a sign-up, 1 or more.</summary>
    public required long Accounts { get; init; }

    /// <summary>Those that reached first value before anything else.</summary>
    public required long Achieved { get; init; }

    /// <summary>Those that cancelled first.</summary>
    public required long Churned { get; init; }

    /// <summary>Those that cancelled first and reached first value after coming back.</summary>
    public required long WinBacks { get; init; }

    /// <summary>Of accounts signed up at least 7 days ago, the share at first value within 7 days (included), cancelled ones included; null without any.</summary>
    public Proportion? ValueWithinWeek { get; init; }

    /// <summary>Week-2 retention; null without an account 14 days old.</summary>
    public Proportion? Week2Retention { get; init; }

    /// <summary>Manual assist dependency; null without an account at first value.</summary>
    public Proportion? AssistDependency { get; init; }

    /// <summary>Accountable records; null without an account at first value.</summary>
    public Proportion? Accountability { get; init; }

    /// <summary>The lower quartile of the times of those at first value, interpolated between two neighbours (Hyndman and Fan's type 7); null without any.</summary>
    public Duration? ConvertersOnlyLowerQuartile { get; init; }

    /// <summary>Their median, the same as <see cref="CohortResult.ConvertersOnlyMedian"/>; null without any.</summary>
    public Duration? ConvertersOnlyMedian { get; init; }

    /// <summary>Their upper quartile, as the lower one; null without any.</summary>
    public Duration? ConvertersOnlyUpperQuartile { get; init; }
}
