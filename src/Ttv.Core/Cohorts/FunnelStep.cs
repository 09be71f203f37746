using NodaTime;
using Ttv.Statistics.Proportions;

namespace Ttv.Cohorts;

/// <summary>One step of a path as its accounts took it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record FunnelStep
{
    /// <summary>The segment.</summary>
    public required SegmentKey Segment { get; init; }

    /// <summary>The path's key.</summary>
    public required string Path { get; init; }

    /// <summary>The step's key.</summary>
    public required string Step { get; init; }

    /// <summary>The step in words.</summary>
    public required string Title { get; init; }

    /// <summary>Its place on the path, from 1; the last is first value.</summary>
    public required int Position { get; init; }

    /// <summary>Of the path's accounts, the share that completed it.</summary>
    public required Proportion Reached { get; init; }

    /// <summary>Of those that completed the step before, the share that completed this one; the first step's is <see cref="Reached"/>. Null without any.</summary>
    public Proportion? FromPrevious { get; init; }

    /// <summary>
    /// The median time it takes from the latest completion of an earlier step (sign-up where there is none), accounts still
    /// waiting counted (Kaplan-Meier); null: not reached.
    /// </summary>
    public Duration? MedianWait { get; init; }

    /// <summary>Accounts waiting at it now: the step before is complete, this one and first value are not, and they have not cancelled.</summary>
    public required long Waiting { get; init; }

    /// <summary>Accounts that completed a later step without it.</summary>
    public required long Skipped { get; init; }

    /// <summary>Accounts that completed it before an earlier step of the path.</summary>
    public required long Reordered { get; init; }
}
