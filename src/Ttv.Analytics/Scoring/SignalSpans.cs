using Ttv.Risk;

namespace Ttv.Analytics.Scoring;

/// <summary>
/// The signals of many accounts as columns that somebody else owns: element i of every column belongs to account i. Signals are
/// whole billionths, 0 to <see cref="SignalUnits.Whole"/>, and negative where unknown.
/// </summary>
/// <remarks>
/// All columns have the length of <see cref="ProgressLatency"/>. <see cref="SignalColumns"/> lays such columns out so that they do
/// not stand in each other's way in the cache; equal arrays that start at the same offset of a 4 KB page do.
/// </remarks>
public readonly ref struct SignalSpans
{
    /// <summary>The built-in signals: 4.</summary>
    internal const int BuiltIn = 4;

    /// <summary>Time since the last progress against its allowance.</summary>
    public ReadOnlySpan<int> ProgressLatency { get; init; }

    /// <summary>Fewer sessions, ignored reminders, few replies.</summary>
    public ReadOnlySpan<int> EngagementDecay { get; init; }

    /// <summary>A flow harder than the user's experience.</summary>
    public ReadOnlySpan<int> ComplexityMismatch { get; init; }

    /// <summary>The mean of potential value and expansion.</summary>
    public ReadOnlySpan<int> StrategicFit { get; init; }

    /// <summary>The custom signals' columns one after the other, in the order of <see cref="RiskPolicy.CustomWeights"/>; empty where there is none.</summary>
    public ReadOnlySpan<int> Custom { get; init; }

    /// <summary>The elements from the start of one custom column to the start of the next, at least <see cref="Count"/>.</summary>
    public int CustomStride { get; init; }

    /// <summary>The bands last recorded, as numbers of <see cref="RiskBand"/>; <see cref="SignalColumns.NoBand"/>: none. Empty (default): none for anybody.</summary>
    public ReadOnlySpan<byte> RecordedBands { get; init; }

    /// <summary>1 where potential value and expansion are both high, else 0. Empty (default): nowhere.</summary>
    public ReadOnlySpan<byte> HighValues { get; init; }

    /// <summary>The number of accounts.</summary>
    public int Count => ProgressLatency.Length;

    /// <summary>The same columns for some of the accounts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the columns.</exception>
    public SignalSpans Slice(int start, int count) => new()
    {
        ProgressLatency = ProgressLatency.Slice(start, count),
        EngagementDecay = EngagementDecay.Slice(start, count),
        ComplexityMismatch = ComplexityMismatch.Slice(start, count),
        StrategicFit = StrategicFit.Slice(start, count),
        Custom = Custom.IsEmpty ? default : Custom[start..],
        CustomStride = CustomStride,
        RecordedBands = RecordedBands.IsEmpty ? default : RecordedBands.Slice(start, count),
        HighValues = HighValues.IsEmpty ? default : HighValues.Slice(start, count),
    };

    /// <summary>A signal's column by its position in declaration order: the four, then the custom ones.</summary>
    internal ReadOnlySpan<int> Column(int signal) => signal switch
    {
        0 => ProgressLatency,
        1 => EngagementDecay,
        2 => ComplexityMismatch,
        3 => StrategicFit,
        _ => Custom.Slice((signal - BuiltIn) * CustomStride, Count),
    };

    /// <summary>Refuses columns of different lengths.</summary>
    internal void RequireShape(int signals)
    {
        Require(RiskSignalKeys.EngagementDecay, EngagementDecay.Length);
        Require(RiskSignalKeys.ComplexityMismatch, ComplexityMismatch.Length);
        Require(RiskSignalKeys.StrategicFit, StrategicFit.Length);
        if (!RecordedBands.IsEmpty) Require(nameof(RecordedBands), RecordedBands.Length);
        if (!HighValues.IsEmpty) Require(nameof(HighValues), HighValues.Length);
        var custom = signals - BuiltIn;
        if (custom == 0 || Count == 0) return;
        if (CustomStride < Count) throw new ArgumentException($"CustomStride is {CustomStride}: at least the number of accounts, {Count}, is allowed.", nameof(signals));
        var needed = ((long)(custom - 1) * CustomStride) + Count;
        if (Custom.Length < needed) throw new ArgumentException($"Custom holds {Custom.Length} elements: the policy's {custom} custom signals need at least {needed}.", nameof(signals));
    }

    private void Require(string column, int length)
    {
        if (length != Count) throw new ArgumentException($"column '{column}' has {length} elements: as many as '{RiskSignalKeys.ProgressLatency}', {Count}, are needed.");
    }
}
