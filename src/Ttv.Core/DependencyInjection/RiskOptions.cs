using NodaTime;
using Ttv.Risk;

namespace Ttv;

/// <summary>The risk model's settings as configuration spells them; become a <see cref="RiskPolicy"/>.</summary>
public sealed class RiskOptions
{
    /// <summary>The weight of progress latency in basis points; 4,000 by default.</summary>
    public int ProgressLatencyWeight { get; set; } = RiskPolicy.Default.ProgressLatencyWeight;

    /// <summary>The weight of engagement decay in basis points; 3,000 by default.</summary>
    public int EngagementDecayWeight { get; set; } = RiskPolicy.Default.EngagementDecayWeight;

    /// <summary>The weight of complexity mismatch in basis points; 2,000 by default.</summary>
    public int ComplexityMismatchWeight { get; set; } = RiskPolicy.Default.ComplexityMismatchWeight;

    /// <summary>The weight of strategic fit in basis points; 1,000 by default.</summary>
    public int StrategicFitWeight { get; set; } = RiskPolicy.Default.StrategicFitWeight;

    /// <summary>The weights of custom signals in basis points by key; none by default. With the four they sum to 10,000.</summary>
    public IDictionary<string, int> CustomWeights { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What stands in for an unknown signal; reweighting by default.</summary>
    public MissingSignals Missing { get; set; } = MissingSignals.Reweight;

    /// <summary>The score from which the band is elevated, 0 to 100; 40 by default.</summary>
    public decimal ElevatedFrom { get; set; } = 40;

    /// <summary>The score from which the band is high, 0 to 100; 70 by default.</summary>
    public decimal HighFrom { get; set; } = 70;

    /// <summary>How many points more it takes to leave the recorded band; 5 by default.</summary>
    public decimal Hysteresis { get; set; } = 5;

    /// <summary>The least known weight, in basis points, for an assessment that is not provisional; 6,000 by default.</summary>
    public int MinimumCoverage { get; set; } = RiskPolicy.Default.MinimumCoverage;

    /// <summary>From where value and expansion both make an account high value, 0 to 1; 0.6 by default.</summary>
    public double HighValueFrom { get; set; } = RiskPolicy.Default.HighValueFrom;

    /// <summary>The longest window that sessions are compared over, above zero; 3 days by default.</summary>
    public TimeSpan LongestSessionWindow { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a reminder or a question may stay unanswered before it counts, zero or more; 24 hours by default.</summary>
    public TimeSpan ResponseTime { get; set; } = TimeSpan.FromHours(24);

    internal RiskPolicy? ToPolicy(string at, List<string> faults)
    {
        var before = faults.Count;
        var elevated = Points(nameof(ElevatedFrom), ElevatedFrom);
        var high = Points(nameof(HighFrom), HighFrom);
        var hysteresis = Points(nameof(Hysteresis), Hysteresis);
        if (faults.Count > before) return null;
        var policy = new RiskPolicy
        {
            ProgressLatencyWeight = ProgressLatencyWeight,
            EngagementDecayWeight = EngagementDecayWeight,
            ComplexityMismatchWeight = ComplexityMismatchWeight,
            StrategicFitWeight = StrategicFitWeight,
            CustomWeights = CustomWeights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new SignalWeight(w.Key, w.Value)).ToValueList(),
            Missing = Missing,
            ElevatedFrom = elevated,
            HighFrom = high,
            Hysteresis = hysteresis,
            MinimumCoverage = MinimumCoverage,
            HighValueFrom = HighValueFrom,
            LongestSessionWindow = Duration.FromTimeSpan(LongestSessionWindow),
            ResponseTime = Duration.FromTimeSpan(ResponseTime),
        };
        var own = new List<string>();
        policy.CollectFaults(own);
        faults.AddRange(own.Select(f => $"{at}: {f}"));
        return own.Count > 0 ? null : policy;

        RiskScore Points(string name, decimal points)
        {
            if (points is >= 0 and <= 100 && points * 100 == decimal.Truncate(points * 100)) return RiskScore.FromPoints(points);
            faults.Add(FormattableString.Invariant($"{at}.{name} is {points}: 0 to 100 points with two decimals at most are allowed."));
            return RiskScore.Zero;
        }
    }
}
