using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>
/// The four built-in signals of one account as the score takes them: whole billionths from 0 (no risk) to
/// 1,000,000,000 (the worst), or <see cref="Missing"/>.
/// </summary>
/// <remarks>
/// Sixteen bytes, made to stand in arrays and spans. A double becomes ⌊10⁹ s + 0.5⌋ billionths, as in <see cref="RiskScorer"/>.
/// <c>default(SignalUnits)</c> is four known signals of 0. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct SignalUnits
{
    /// <summary>The signal 1 in billionths: 1,000,000,000.</summary>
    public const int Whole = (int)RiskScorer.Unit;

    /// <summary>An unknown signal: -1. In columns every negative number means unknown.</summary>
    public const int Missing = -1;

    private SignalUnits(int progressLatency, int engagementDecay, int complexityMismatch, int strategicFit) =>
        (ProgressLatency, EngagementDecay, ComplexityMismatch, StrategicFit) = (progressLatency, engagementDecay, complexityMismatch, strategicFit);

    /// <summary>Time since the last progress against its allowance, in billionths; <see cref="Missing"/>: unknown.</summary>
    public int ProgressLatency { get; }

    /// <summary>Fewer sessions, ignored reminders, few replies, in billionths; <see cref="Missing"/>: unknown.</summary>
    public int EngagementDecay { get; }

    /// <summary>A flow harder than the user's experience, in billionths; <see cref="Missing"/>: unknown.</summary>
    public int ComplexityMismatch { get; }

    /// <summary>The mean of potential value and expansion, in billionths; <see cref="Missing"/>: unknown.</summary>
    public int StrategicFit { get; }

    /// <summary>Makes signals of numbers from 0 to 1; null: unknown.</summary>
    /// <exception cref="ArgumentException">A signal is not a number from 0 to 1; the message names it, its value and what is allowed.</exception>
    public static SignalUnits Create(double? progressLatency, double? engagementDecay, double? complexityMismatch, double? strategicFit) => new(
        Of(RiskSignalKeys.ProgressLatency, progressLatency),
        Of(RiskSignalKeys.EngagementDecay, engagementDecay),
        Of(RiskSignalKeys.ComplexityMismatch, complexityMismatch),
        Of(RiskSignalKeys.StrategicFit, strategicFit));

    /// <summary>Makes signals of whole billionths from 0 to <see cref="Whole"/>; a negative number: unknown.</summary>
    /// <exception cref="ArgumentException">A signal is above <see cref="Whole"/>; the message names it, its value and what is allowed.</exception>
    public static SignalUnits FromUnits(int progressLatency, int engagementDecay, int complexityMismatch, int strategicFit) => new(
        Require(RiskSignalKeys.ProgressLatency, progressLatency),
        Require(RiskSignalKeys.EngagementDecay, engagementDecay),
        Require(RiskSignalKeys.ComplexityMismatch, complexityMismatch),
        Require(RiskSignalKeys.StrategicFit, strategicFit));

    /// <summary>Makes signals of those of the object path.</summary>
    /// <exception cref="ArgumentException">A signal is not a number from 0 to 1, or there are custom ones: those need a column of <see cref="SignalColumns"/>.</exception>
    public static SignalUnits From(RiskSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        if (signals.Custom.Count > 0)
            throw new ArgumentException($"custom signal '{Text.Names.Shorten(signals.Custom[0].Key)}' has no place here: only the four built-in signals are allowed, and {nameof(SignalColumns)} takes custom ones.", nameof(signals));
        return Create(signals.ProgressLatency, signals.EngagementDecay, signals.ComplexityMismatch, signals.StrategicFit);
    }

    /// <summary>⌊10⁹ s + 0.5⌋, or <see cref="Missing"/>.</summary>
    internal static int Of(string key, double? value) => (int)(RiskScorer.ToUnits(key, value) ?? Missing);

    internal static int Require(string key, int units) => units switch
    {
        < 0 => Missing,
        <= Whole => units,
        _ => throw new ArgumentException(FaultOf(key, units)),
    };

    internal static string FaultOf(string key, int units) =>
        FormattableString.Invariant($"signal '{key}' is {units} billionths: 0 to {Whole}, or a negative number where it is unknown, are allowed.");
}
