using NodaTime;

namespace Ttv.Cohorts;

/// <summary>One calendar week of a <see cref="CohortCalendar"/>.</summary>
/// <param name="Start">Its first day.</param>
/// <param name="Key">Its name: ISO week-year and week such as <c>2026-W53</c>, or the first day such as <c>1997-01-08</c> where the weeks have an origin of their own.</param>
public sealed record CohortWeek(LocalDate Start, string Key);
