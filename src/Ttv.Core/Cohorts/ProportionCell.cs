using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>A share counted in one calendar week, for all or for one value of an event property.</summary>
/// <param name="Subject">What is counted: a step's key, or an obstacle's source.</param>
/// <param name="Slice"><c>all</c>, or a property and its value such as <c>platform=mobile</c>.</param>
/// <param name="Week">The week of the events.</param>
/// <param name="Share">The share with its 95 % Wilson interval.</param>
public sealed record ProportionCell(string Subject, string Slice, CohortWeek Week, Proportion Share);
