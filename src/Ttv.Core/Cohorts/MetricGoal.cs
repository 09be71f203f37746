namespace Ttv.Cohorts;

/// <summary>What a metric is held against, in the metric's own unit.</summary>
/// <param name="Target">The value to be better than.</param>
/// <param name="Warning">The value beyond which it is a warning.</param>
/// <param name="HigherIsBetter">The direction.</param>
/// <param name="IncludesTarget">Whether the target itself is good enough, as for 100 %.</param>
public sealed record MetricGoal(double Target, double Warning, bool HigherIsBetter, bool IncludesTarget = false)
{
    internal bool IsMet(double value) => IncludesTarget && value == Target || (HigherIsBetter ? value > Target : value < Target);

    internal bool IsBeyondWarning(double value) => HigherIsBetter ? value < Warning : value > Warning;

    /// <summary>Whether an interval lies wholly on the bad side of the target.</summary>
    internal bool IsExcluded(double lower, double upper) => HigherIsBetter ? upper < Target : lower > Target;
}
