using NodaTime;

namespace Ttv.Cohorts;

/// <summary>One week of a <see cref="ReviewTrend"/>.</summary>
/// <param name="Week">The sign-up week.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Mean">The mean time without first value within the first 7 days, 0 to 7 days.</param>
/// <param name="Lower">The lower 95 % limit (normal).</param>
/// <param name="Upper">The upper 95 % limit (normal).</param>
public sealed record TrendPoint(CohortWeek Week, long Accounts, Duration Mean, Duration Lower, Duration Upper);
