namespace Ttv.Events;

/// <summary>The account was put into a segment; its path is read with the definition in force at this event.</summary>
/// <remarks>Wire name <c>ttv.segment_assigned</c>.</remarks>
public sealed record SegmentAssigned : Fact
{
    internal const string WireName = "ttv.segment_assigned";

    /// <summary>Creates the fact.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public SegmentAssigned(SegmentKey segment)
    {
        if (segment.IsDefault) throw new ArgumentException("default(SegmentKey) names no segment.", nameof(segment));
        Segment = segment;
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The segment.</summary>
    public SegmentKey Segment { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("segment", PropertyValue.Of(Segment.Value)));
}
