using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>A run of weeks in which a share differed from what it is in the other weeks, by more than chance over all runs looked at.</summary>
/// <param name="Subject">A step's key (its conversion to the next step), or an obstacle's source.</param>
/// <param name="Slice"><c>all</c>, or a property and its value such as <c>platform=mobile</c>.</param>
/// <param name="From">The first week.</param>
/// <param name="To">The last week, included.</param>
/// <param name="Within">The share within the run.</param>
/// <param name="Elsewhere">The share in the other weeks of the same slice.</param>
/// <param name="P">The probability of such a difference by chance, already multiplied by the number of runs looked at (Bonferroni); below 0.05.</param>
public sealed record Departure(string Subject, string Slice, CohortWeek From, CohortWeek To, Proportion Within, Proportion Elsewhere, double P);
