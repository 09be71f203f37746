using NodaTime;
using Ttv.Journeys;

namespace Ttv.Risk;

/// <summary>A custom risk signal read from a journey. Its weight stands in <see cref="RiskPolicy.CustomWeights"/>.</summary>
/// <remarks>Must be pure and thread-safe: the same journey and instant always give the same answer.</remarks>
public interface IRiskSignal
{
    /// <summary>The signal's key, 1 to 64 characters, not a built-in one.</summary>
    string Key { get; }

    /// <summary>A stable code of what to do when the signal dominates, or null.</summary>
    string? Intervention { get; }

    /// <summary>The signal's value from 0 (no risk) to 1 (the worst), or null: unknown.</summary>
    double? Measure(Journey journey, Instant asOf);
}
