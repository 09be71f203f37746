using Ttv.Events;

namespace Ttv.Segments;

/// <summary>
/// The default classifier: the segment is the one declared in the profile under <c>segment</c>. Where none is declared
/// and the catalog has a single segment, it is that one.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DeclaredSegmentClassifier : ISegmentClassifier
{
    /// <summary>The profile key that declares the segment: <c>segment</c>.</summary>
    public const string ProfileKey = "segment";

    private readonly SegmentCatalog _catalog;

    /// <summary>Creates the classifier over the segments it may choose from.</summary>
    public DeclaredSegmentClassifier(SegmentCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
    }

    /// <inheritdoc/>
    public SegmentKey? Classify(EventProperties profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.TryGet(ProfileKey, out var declared))
            return SegmentKey.TryCreate(declared.ToString(), out var key, out _) ? key : null;
        return _catalog.Keys.Count == 1 ? _catalog.Keys[0] : null;
    }
}
