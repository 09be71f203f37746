using Ttv.Cohorts;

namespace Ttv.Reporting;

/// <summary>One cell: raw text, escaped by whoever renders it, and the status that colours it.</summary>
internal sealed record ReviewCell(string Text, MetricStatus? Status = null)
{
    public static implicit operator ReviewCell(string text) => new(text);

    public static ReviewCell Of(MetricStatus status) => new(Figures.Name(status), status);
}
