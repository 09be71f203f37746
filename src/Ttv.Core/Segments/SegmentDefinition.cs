using NodaTime;
using Ttv.Milestones;
using Ttv.Text;

namespace Ttv.Segments;

/// <summary>
/// What a first win is for one kind of customer, and the path there: one version of it. A segment may carry a starter,
/// a standard and an advanced variant of its path; all end in the same first-value event.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record SegmentDefinition
{
    private SegmentDefinition(SegmentKey key, string title, ValueList<MilestonePath> paths)
    {
        Key = key;
        Title = title;
        Paths = paths;
    }

    /// <summary>The segment's key.</summary>
    public SegmentKey Key { get; }

    /// <summary>The segment's name in words.</summary>
    public string Title { get; }

    /// <summary>The variants of the path, ordered starter, standard, advanced; at least one.</summary>
    public ValueList<MilestonePath> Paths { get; }

    /// <summary>The definition's version, 1 (default) or more.</summary>
    public int Version { get; init; } = 1;

    /// <summary>From when this version is in force, or null (default): since ever.</summary>
    public Instant? EffectiveFrom { get; init; }

    /// <summary>The win in the customer's words, used where an account declared none; null (default) takes the first-value event's title.</summary>
    public string? DesiredOutcome { get; init; }

    /// <summary>What counts as evidence of the first value, in words, or null (default): the definition linter then objects.</summary>
    public string? ProofType { get; init; }

    /// <summary>Who answers for this definition, or null (default): the definition linter then objects.</summary>
    public string? Owner { get; init; }

    /// <summary>The path an account takes unless moved: the standard variant, else the first one.</summary>
    public MilestonePath DefaultPath => PathFor(Complexity.Standard) ?? Paths[0];

    /// <summary>The title of the first-value event, as the path gives it.</summary>
    public string FirstValueTitle => DefaultPath.FirstValue.Title;

    /// <summary>Creates a definition.</summary>
    /// <param name="key">The segment's key, 1 to 64 characters.</param>
    /// <param name="title">1 to 200 characters.</param>
    /// <param name="paths">One path, or one a variant; all complete first value by the same pattern.</param>
    /// <exception cref="TtvValidationException">Something breaks its rule; every fault is listed.</exception>
    public static SegmentDefinition Create(string key, string title, params ReadOnlySpan<MilestonePath> paths)
    {
        var faults = new List<string>();
        if (!SegmentKey.TryCreate(key, out var segmentKey, out var keyFault)) faults.Add(keyFault!);
        if (Names.FaultOf("segment title", title, 200) is { } titleFault) faults.Add(titleFault);
        var sorted = paths.ToArray().OrderBy(p => p.Variant).ToValueList();
        if (sorted.Count == 0) faults.Add("paths is empty: at least one path is needed.");
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Variant == sorted[i - 1].Variant)
                faults.Add($"variant {WireName.Of(sorted[i].Variant)} has the paths '{sorted[i - 1].Key}' and '{sorted[i].Key}': one path a variant is allowed.");
            if (sorted[i].FirstValue.CompletedBy != sorted[0].FirstValue.CompletedBy)
                faults.Add($"path '{sorted[i].Key}' ends in event '{sorted[i].FirstValue.CompletedBy.EventName}' and path '{sorted[0].Key}' in '{sorted[0].FirstValue.CompletedBy.EventName}': all variants must end in the same first-value event.");
        }

        TtvValidationException.ThrowIfAny($"segment '{Names.Shorten(key ?? "")}'", faults);
        return new SegmentDefinition(segmentKey, title, sorted);
    }

    /// <summary>The path of a variant, or null when the segment has none of it.</summary>
    public MilestonePath? PathFor(Complexity variant)
    {
        foreach (var path in Paths)
        {
            if (path.Variant == variant) return path;
        }

        return null;
    }
}
