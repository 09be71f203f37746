using NodaTime;

namespace Ttv.Segments;

/// <summary>All segment definitions in all their versions.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class SegmentCatalog
{
    private readonly Dictionary<SegmentKey, SegmentDefinition[]> _versions;

    private SegmentCatalog(ValueList<SegmentDefinition> definitions)
    {
        Definitions = definitions;
        _versions = definitions.GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.OrderBy(d => d.EffectiveFrom ?? Instant.MinValue).ThenBy(d => d.Version).ToArray());
        Keys = definitions.Select(d => d.Key).Distinct().ToValueList();
    }

    /// <summary>Every version of every definition, in the order given.</summary>
    public ValueList<SegmentDefinition> Definitions { get; }

    /// <summary>The segments' keys, in the order of their first definition.</summary>
    public ValueList<SegmentKey> Keys { get; }

    /// <summary>Creates a catalog.</summary>
    /// <exception cref="TtvValidationException">A segment has the same version twice, or versions that come into force
    /// together or in another order than their numbers; every fault is listed.</exception>
    public static SegmentCatalog Create(params IEnumerable<SegmentDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var list = definitions.ToValueList();
        var faults = new List<string>();
        foreach (var definition in list)
        {
            if (definition.Version < 1) faults.Add($"segment '{definition.Key}': version is {definition.Version}: 1 or more is allowed.");
        }

        foreach (var segment in list.GroupBy(d => d.Key))
        {
            var versions = segment.OrderBy(d => d.Version).ToArray();
            for (var i = 1; i < versions.Length; i++)
            {
                var (earlier, later) = (versions[i - 1], versions[i]);
                if (earlier.Version == later.Version)
                    faults.Add($"segment '{segment.Key}': version {later.Version} stands twice: each version may stand once.");
                else if (later.EffectiveFrom is null || later.EffectiveFrom <= (earlier.EffectiveFrom ?? Instant.MinValue))
                    faults.Add($"segment '{segment.Key}': version {later.Version} is effective from {later.EffectiveFrom?.ToString() ?? "ever"}: an instant after version {earlier.Version}'s is needed.");
            }
        }

        TtvValidationException.ThrowIfAny("segment catalog", faults);
        return new SegmentCatalog(list);
    }

    /// <summary>Whether the catalog has a segment of this key.</summary>
    public bool Contains(SegmentKey key) => _versions.ContainsKey(key);

    /// <summary>The definition of a segment in force at an instant: the latest whose <see cref="SegmentDefinition.EffectiveFrom"/>
    /// is not after it, else the first one; null when the catalog has no such segment.</summary>
    public SegmentDefinition? Find(SegmentKey key, Instant at)
    {
        if (!_versions.TryGetValue(key, out var versions)) return null;
        var found = versions[0];
        foreach (var version in versions)
        {
            if (version.EffectiveFrom is null || version.EffectiveFrom <= at) found = version;
        }

        return found;
    }
}
