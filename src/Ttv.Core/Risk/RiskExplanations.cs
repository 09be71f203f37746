namespace Ttv.Risk;

/// <summary>The lists that explain assessments, each made once for the many assessments that hold the same.</summary>
/// <remarks>Thread-safe: two threads that miss a list at the same time make equal ones, and either is kept.</remarks>
internal sealed class RiskExplanations
{
    /// <summary>Up to so many signals every list of reasons is kept: 4⁵ states, four times over, take 32 KB.</summary>
    private const int MostKept = 5;

    private readonly string?[] _interventions;
    private readonly ValueList<string>[] _interventionLists;
    private readonly string[]?[] _reasons;

    public RiskExplanations(ReadOnlySpan<string> keys, ValueList<IRiskSignal> custom)
    {
        _interventions = [.. keys.ToArray().Select(key => InterventionOf(key, custom))];
        _interventionLists = [.. _interventions.Prepend(null).SelectMany(own => new[] { Listed(own), Listed(own, RiskInterventions.FounderAssistPriority) })];
        _reasons = keys.Length <= MostKept ? new string[4 << (2 * keys.Length)][] : [];
    }

    /// <summary>What to do when a signal dominates, by its position; null: nothing.</summary>
    public string? InterventionOf(int signal) => _interventions[signal];

    /// <summary>What to do.</summary>
    /// <param name="dominant">The dominant signal's position, or -1.</param>
    /// <param name="isPriority">Whether the founder's priority is due.</param>
    public ValueList<string> InterventionsFor(int dominant, bool isPriority) => _interventionLists[(2 * (dominant + 1)) + (isPriority ? 1 : 0)];

    /// <summary>The reason codes.</summary>
    /// <param name="states">Which signals are high and which missing, as in <see cref="Weighing"/>.</param>
    /// <param name="contributions">The signals.</param>
    /// <param name="isProvisional">Whether the missing signals make the assessment provisional.</param>
    /// <param name="isHighValue">Whether the account is worth much.</param>
    /// <param name="isOutage">Whether sessions are missing fleet-wide.</param>
    public ValueList<string> ReasonsFor(int states, RiskContribution[] contributions, bool isProvisional, bool isHighValue, bool isOutage)
    {
        if (_reasons.Length == 0) return new ValueList<string>(Reasons(contributions, isProvisional, isHighValue, isOutage));
        var index = (4 * states) + (isHighValue ? 2 : 0) + (isOutage ? 1 : 0);
        return new ValueList<string>(_reasons[index] ??= Reasons(contributions, isProvisional, isHighValue, isOutage));
    }

    private static string[] Reasons(RiskContribution[] contributions, bool isProvisional, bool isHighValue, bool isOutage)
    {
        var reasons = new List<string>();
        foreach (var contribution in contributions)
        {
            if (contribution.Value is not { } value) reasons.Add(contribution.Signal + RiskReasons.MissingSuffix);
            else if (SignalWeights.IsHigh(value)) reasons.Add(contribution.Signal + RiskReasons.HighSuffix);
        }

        if (isHighValue) reasons.Add(RiskReasons.HighValue);
        if (isProvisional) reasons.Add(RiskReasons.LowCoverage);
        if (isOutage) reasons.Add(RiskReasons.EngagementOutage);
        return [.. reasons];
    }

    private static ValueList<string> Listed(params IEnumerable<string?> interventions) => interventions.OfType<string>().ToValueList();

    private static string? InterventionOf(string key, ValueList<IRiskSignal> custom) => key switch
    {
        RiskSignalKeys.ProgressLatency => RiskInterventions.SetupSimplification,
        RiskSignalKeys.EngagementDecay => RiskInterventions.HighTouchSupport,
        RiskSignalKeys.ComplexityMismatch => RiskInterventions.StarterDowngrade,
        _ => custom.FirstOrDefault(s => string.Equals(s.Key, key, StringComparison.Ordinal))?.Intervention,
    };
}
