using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Ttv.Risk;

/// <summary>The weights, thresholds and rules of the risk model. The defaults are the playbook's: 40, 30, 20 and 10 %.</summary>
/// <remarks>Immutable and safe to share between threads. A <see cref="RiskScorer"/> checks it and lists every fault.</remarks>
public sealed record RiskPolicy
{
    /// <summary>The version of the model with the default policy: <c>ttv-risk/1</c>.</summary>
    public const string DefaultModelVersion = "ttv-risk/1";

    /// <summary>The defaults.</summary>
    public static RiskPolicy Default { get; } = new();

    /// <summary>The weight of progress latency in basis points; 4,000 by default.</summary>
    public int ProgressLatencyWeight { get; init; } = 4_000;

    /// <summary>The weight of engagement decay in basis points; 3,000 by default.</summary>
    public int EngagementDecayWeight { get; init; } = 3_000;

    /// <summary>The weight of complexity mismatch in basis points; 2,000 by default.</summary>
    public int ComplexityMismatchWeight { get; init; } = 2_000;

    /// <summary>The weight of strategic fit in basis points; 1,000 by default.</summary>
    public int StrategicFitWeight { get; init; } = 1_000;

    /// <summary>The weights of custom signals; none by default. With the four they sum to 10,000.</summary>
    public ValueList<SignalWeight> CustomWeights { get; init; }

    /// <summary>What stands in for an unknown signal; <see cref="MissingSignals.Reweight"/> by default.</summary>
    public MissingSignals Missing { get; init; } = MissingSignals.Reweight;

    /// <summary>The score from which the band is elevated; 40 by default.</summary>
    public RiskScore ElevatedFrom { get; init; } = RiskScore.FromHundredths(4_000);

    /// <summary>The score from which the band is high; 70 by default.</summary>
    public RiskScore HighFrom { get; init; } = RiskScore.FromHundredths(7_000);

    /// <summary>How much further it takes to leave the recorded band; 5 points by default.</summary>
    public RiskScore Hysteresis { get; init; } = RiskScore.FromHundredths(500);

    /// <summary>The least known weight, in basis points, for an assessment that is not provisional; 6,000 by default.</summary>
    public int MinimumCoverage { get; init; } = 6_000;

    /// <summary>From where value and expansion both make an account high value; 0.6 by default, 0 to 1.</summary>
    public double HighValueFrom { get; init; } = 0.6;

    /// <summary>The longest window that sessions are compared over; 3 days by default. The window is a quarter of the path's deadline where that is shorter.</summary>
    public Duration LongestSessionWindow { get; init; } = Duration.FromDays(3);

    /// <summary>How long a reminder or a question may stay unanswered before it counts; 24 hours by default.</summary>
    public Duration ResponseTime { get; init; } = Duration.FromHours(24);

    /// <summary>The model's version: <see cref="DefaultModelVersion"/> under the defaults, else with a plus and 8 hexadecimal digits that name this policy.</summary>
    public string ModelVersion => this == Default ? DefaultModelVersion : DefaultModelVersion + "+" + Fingerprint();

    /// <summary>All signals with their weights, in declaration order: the four, then the custom ones.</summary>
    internal ValueList<SignalWeight> Weights =>
    [
        new(RiskSignalKeys.ProgressLatency, ProgressLatencyWeight),
        new(RiskSignalKeys.EngagementDecay, EngagementDecayWeight),
        new(RiskSignalKeys.ComplexityMismatch, ComplexityMismatchWeight),
        new(RiskSignalKeys.StrategicFit, StrategicFitWeight),
        .. CustomWeights,
    ];

    /// <summary>The band of a score, given the recorded band: only its own borders move.</summary>
    public RiskBand BandOf(RiskScore score, RiskBand? recorded)
    {
        var (elevated, high) = (ElevatedFrom.Hundredths, HighFrom.Hundredths);
        switch (recorded)
        {
            case RiskBand.Low:
                elevated += Hysteresis.Hundredths;
                break;
            case RiskBand.Elevated:
                elevated -= Hysteresis.Hundredths;
                high += Hysteresis.Hundredths;
                break;
            case RiskBand.High:
                high -= Hysteresis.Hundredths;
                break;
            default:
                break;
        }

        return score.Hundredths >= high ? RiskBand.High : score.Hundredths >= elevated ? RiskBand.Elevated : RiskBand.Low;
    }

    internal void CollectFaults(List<string> faults)
    {
        var sum = 0L;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, weight) in Weights)
        {
            if (Text.Names.FaultOf("custom signal key", key, 64) is { } fault) faults.Add(fault);
            else if (!keys.Add(key)) faults.Add($"signal '{key}' stands twice: each may stand once, and custom ones may not take a built-in key.");
            if (weight is < 0 or > 10_000) faults.Add(string.Create(CultureInfo.InvariantCulture, $"weight of {key} is {weight} basis points: 0 to 10000 are allowed."));
            sum += weight;
        }

        if (sum != 10_000) faults.Add(string.Create(CultureInfo.InvariantCulture, $"the weights sum to {sum} basis points: exactly 10000 are needed, built-in and custom together."));
        if (!Enum.IsDefined(Missing)) faults.Add($"Missing is {Missing}: {WireName.Allowed<MissingSignals>()} are allowed.");
        if (ElevatedFrom >= HighFrom) faults.Add($"ElevatedFrom is {ElevatedFrom} and HighFrom {HighFrom}: elevated has to begin below high.");
        if (Hysteresis.Hundredths * 2 > HighFrom.Hundredths - ElevatedFrom.Hundredths) faults.Add($"Hysteresis is {Hysteresis}: at most half of the elevated band, {(HighFrom.Points - ElevatedFrom.Points) / 2}, is allowed.");
        if (MinimumCoverage is < 0 or > 10_000) faults.Add(string.Create(CultureInfo.InvariantCulture, $"MinimumCoverage is {MinimumCoverage} basis points: 0 to 10000 are allowed."));
        if (!(HighValueFrom is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"HighValueFrom is {HighValueFrom}: a number from 0 to 1 is allowed."));
        if (LongestSessionWindow <= Duration.Zero) faults.Add($"LongestSessionWindow is {LongestSessionWindow}: a duration above zero is needed.");
        if (ResponseTime < Duration.Zero) faults.Add($"ResponseTime is {ResponseTime}: a duration of zero or more is needed.");
    }

    private string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var (key, weight) in Weights) text.Append(CultureInfo.InvariantCulture, $"{key.Length}:{key}={weight};");
        text.Append(CultureInfo.InvariantCulture, $"{Missing};{ElevatedFrom};{HighFrom};{Hysteresis};{MinimumCoverage};{HighValueFrom:R};{LongestSessionWindow.BclCompatibleTicks};{ResponseTime.BclCompatibleTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 4));
    }
}
