using NodaTime;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv;

/// <summary>A segment as configuration spells it; becomes a <see cref="SegmentDefinition"/>.</summary>
public sealed class SegmentOptions
{
    /// <summary>The segment's key, 1 to 64 characters; needed.</summary>
    public string? Key { get; set; }

    /// <summary>The segment's name in words; null (default) takes the key.</summary>
    public string? Title { get; set; }

    /// <summary>The definition's version, 1 (default) or more.</summary>
    public int Version { get; set; } = 1;

    /// <summary>From when this version is in force; null (default): since ever.</summary>
    public DateTimeOffset? EffectiveFrom { get; set; }

    /// <summary>The win in the customer's words, or null (default).</summary>
    public string? DesiredOutcome { get; set; }

    /// <summary>What counts as evidence of the first value, or null (default).</summary>
    public string? ProofType { get; set; }

    /// <summary>Who answers for the definition, or null (default).</summary>
    public string? Owner { get; set; }

    /// <summary>The path, or one a variant; at least one is needed.</summary>
    public IList<PathOptions> Paths { get; } = [];

    /// <summary>The definition, or null with every fault added to <paramref name="faults"/>, each naming the property by <paramref name="at"/>.</summary>
    internal SegmentDefinition? ToDefinition(string at, List<string> faults)
    {
        var before = faults.Count;
        if (string.IsNullOrEmpty(Key)) faults.Add($"{at}.{nameof(Key)} is empty: a segment key is needed.");
        if (Paths.Count == 0) faults.Add($"{at}.{nameof(Paths)} is empty: at least one path is needed.");
        var paths = Paths.Select((p, i) => p.ToPath($"{at}.{nameof(Paths)}[{i}]", faults)).ToArray();
        if (faults.Count > before) return null;
        return Faults.Collect(at, faults, () => SegmentDefinition.Create(Key!, Title ?? Key!, paths!)) is { } definition
            ? definition with
            {
                Version = Version,
                EffectiveFrom = EffectiveFrom is { } from ? Instant.FromDateTimeOffset(from) : null,
                DesiredOutcome = DesiredOutcome,
                ProofType = ProofType,
                Owner = Owner,
            }
            : null;
    }
}
