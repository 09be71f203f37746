using Ttv.Events;

namespace Ttv.Segments;

/// <summary>Decides an account's segment from its profile, where no segment-assigned fact does.</summary>
/// <remarks>Must be pure and thread-safe: the same profile always gives the same answer.</remarks>
public interface ISegmentClassifier
{
    /// <summary>The segment, or null when the profile does not tell.</summary>
    SegmentKey? Classify(EventProperties profile);
}
