using NodaTime;
using Ttv.Statistics.Trends;

namespace Ttv.Cohorts;

/// <summary>Whether weekly cohorts get to first value earlier or later.</summary>
/// <remarks>
/// The slope is Theil and Sen's over the weeks' mean time without first value within the first 7 days (restricted mean; an
/// account that never got there, or cancelled, counts 7 days), in weeks whose every account has been observed for 7 days:
/// medians are often not reached. The test is Tarone's, on all accounts. Immutable.
/// </remarks>
public sealed record ReviewTrend
{
    /// <summary>The weeks that the slope rests on, in order.</summary>
    public required ValueList<TrendPoint> Points { get; init; }

    /// <summary>Hours of the restricted mean a week: below 0 is getting faster; null with fewer than three weeks.</summary>
    public double? SlopeHoursPerWeek { get; init; }

    /// <summary>The slope's lower 95 % limit, in hours a week.</summary>
    public double? LowerHoursPerWeek { get; init; }

    /// <summary>The slope's upper 95 % limit, in hours a week.</summary>
    public double? UpperHoursPerWeek { get; init; }

    /// <summary>Tarone's test for trend over all weekly cohorts; above 0 the later ones are faster; null where there is nothing to test.</summary>
    public TrendTest? Test { get; init; }
}
