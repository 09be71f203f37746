using System.Runtime.Intrinsics;

namespace Ttv.Risk;

/// <summary>The signals as the score takes them: each 0 (no risk) to 1 (the worst), or null: unknown.</summary>
/// <remarks>Immutable. <see cref="RiskInputs"/> computes them from raw measurements.</remarks>
public sealed record RiskSignals
{
    /// <summary>Time since the last progress against its allowance.</summary>
    public double? ProgressLatency { get; init; }

    /// <summary>Fewer sessions, ignored reminders, few replies.</summary>
    public double? EngagementDecay { get; init; }

    /// <summary>A flow harder than the user's experience.</summary>
    public double? ComplexityMismatch { get; init; }

    /// <summary>The mean of potential value and expansion.</summary>
    public double? StrategicFit { get; init; }

    /// <summary>Values of custom signals; one that is not named is unknown.</summary>
    public ValueList<SignalValue> Custom { get; init; }

    /// <summary>Whether potential value and expansion are both high; false by default.</summary>
    public bool IsHighValue { get; init; }

    internal double? ValueOf(string key) => key switch
    {
        RiskSignalKeys.ProgressLatency => ProgressLatency,
        RiskSignalKeys.EngagementDecay => EngagementDecay,
        RiskSignalKeys.ComplexityMismatch => ComplexityMismatch,
        RiskSignalKeys.StrategicFit => StrategicFit,
        _ => CustomValue(key),
    };

    /// <summary>The four built-in signals in declaration order, not a number where one is unknown.</summary>
    /// <exception cref="ArgumentException">A value is not a number from 0 to 1.</exception>
    internal Vector256<double> BuiltIn => Vector256.Create(
        Require(RiskSignalKeys.ProgressLatency, ProgressLatency),
        Require(RiskSignalKeys.EngagementDecay, EngagementDecay),
        Require(RiskSignalKeys.ComplexityMismatch, ComplexityMismatch),
        Require(RiskSignalKeys.StrategicFit, StrategicFit));

    /// <summary>Writes all signals in declaration order, not a number where one is unknown.</summary>
    /// <exception cref="ArgumentException">A value is not a number from 0 to 1.</exception>
    internal void CopyTo(Span<double> values, ReadOnlySpan<string> keys)
    {
        BuiltIn.CopyTo(values);
        for (var i = Vector256<double>.Count; i < values.Length; i++) values[i] = Require(keys[i], CustomValue(keys[i]));
    }

    /// <summary>The value, not a number where it is unknown.</summary>
    /// <exception cref="ArgumentException">It is not a number from 0 to 1.</exception>
    internal static double Require(string key, double? value)
    {
        if (value is not { } known) return double.NaN;
        return known is >= 0 and <= 1 ? known : throw OutsideOf(key, known);
    }

    private static ArgumentException OutsideOf(string key, double value) =>
        new(FormattableString.Invariant($"signal '{key}' is {value}: a number from 0 to 1, or null where it is unknown, is allowed."));

    private double? CustomValue(string key)
    {
        foreach (var custom in Custom)
        {
            if (string.Equals(custom.Key, key, StringComparison.Ordinal)) return custom.Value;
        }

        return null;
    }
}
