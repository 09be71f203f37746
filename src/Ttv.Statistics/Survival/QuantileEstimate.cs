namespace Ttv.Statistics.Survival;

/// <summary>The time by which a share has had the event, with its interval; "not reached" is an answer.</summary>
/// <param name="Probability">The share asked about, above 0 and at most 1: 0.5 is the median.</param>
/// <param name="Value">The time in ticks (a half may occur, where the curve is flat at the share), or null: not reached.</param>
/// <param name="Lower">The lower limit in ticks, or null: not reached.</param>
/// <param name="Upper">The upper limit in ticks, or null: not reached.</param>
/// <param name="HighestReached">The highest share that the curve reaches, 0 to 1.</param>
/// <param name="LongestFollowUp">The longest time observed, in ticks.</param>
public readonly record struct QuantileEstimate(
    double Probability,
    double? Value,
    double? Lower,
    double? Upper,
    double HighestReached,
    long LongestFollowUp)
{
    /// <summary>Whether the share was reached within the time observed.</summary>
    public bool IsReached => Value is not null;
}
