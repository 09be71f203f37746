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

    private double? CustomValue(string key)
    {
        foreach (var custom in Custom)
        {
            if (string.Equals(custom.Key, key, StringComparison.Ordinal)) return custom.Value;
        }

        return null;
    }
}
