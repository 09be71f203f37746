namespace Ttv.Risk;

/// <summary>The stable keys of the four built-in signals.</summary>
public static class RiskSignalKeys
{
    /// <summary>Time since the last progress against its allowance.</summary>
    public const string ProgressLatency = "progress_latency";

    /// <summary>Fewer sessions, ignored reminders, few replies.</summary>
    public const string EngagementDecay = "engagement_decay";

    /// <summary>A flow harder than the user's experience.</summary>
    public const string ComplexityMismatch = "complexity_mismatch";

    /// <summary>What the account is worth; never the dominant signal.</summary>
    public const string StrategicFit = "strategic_fit";

    /// <summary>The four in declaration order.</summary>
    public static ValueList<string> All { get; } = [ProgressLatency, EngagementDecay, ComplexityMismatch, StrategicFit];
}
