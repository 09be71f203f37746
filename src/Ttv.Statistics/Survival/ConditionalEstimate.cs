namespace Ttv.Statistics.Survival;

/// <summary>What is to be expected of a row that has waited for a time without the event.</summary>
/// <param name="Elapsed">The time waited, in ticks.</param>
/// <param name="Horizon">The horizon, in ticks from the start.</param>
/// <param name="SurvivalAtElapsed">S of the time waited.</param>
/// <param name="Probability">P(T &lt;= horizon | T &gt; elapsed) = 1 - S(h) / S(s), 0 to 1.</param>
/// <param name="ErrorOfLog">The standard error of log S(h) / S(s): the root of the sum over s &lt; t &lt;= h of d / (n (n - d)); null where S(h) is 0.</param>
/// <param name="Lower">The lower limit on the log scale, or null where it is not defined.</param>
/// <param name="Upper">The upper limit on the log scale, or null where it is not defined.</param>
/// <param name="RestrictedMeanRemaining">The mean time still to wait, up to the horizon, in ticks.</param>
/// <param name="IsBeyondFollowUp">Whether the horizon lies beyond the longest time observed.</param>
public readonly record struct ConditionalEstimate(
    long Elapsed,
    long Horizon,
    double SurvivalAtElapsed,
    double Probability,
    double? ErrorOfLog,
    double? Lower,
    double? Upper,
    double RestrictedMeanRemaining,
    bool IsBeyondFollowUp);
