using NodaTime;
using Ttv.Events;

namespace Ttv.Milestones;

/// <summary>One step of a path: a support milestone, or the first-value event itself.</summary>
/// <remarks>Plain data: a <see cref="MilestonePath"/> checks it and lists every fault. Immutable.</remarks>
public sealed record Milestone
{
    /// <summary>The milestone's key within its path, 1 to 64 characters.</summary>
    public required string Key { get; init; }

    /// <summary>What the customer has done once it is complete, in words: <c>data source connected</c>. 1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The event that completes it.</summary>
    public required EventPattern CompletedBy { get; init; }

    /// <summary>The event that starts it, or null (default): it is then not started until it is complete, and never stalls.</summary>
    public EventPattern? StartedBy { get; init; }

    /// <summary>
    /// When it is due, from sign-up: above zero, at most the path's deadline. Null (default) splits the deadline evenly over
    /// the path's milestones and its first-value event.
    /// </summary>
    public Duration? DueOffset { get; init; }

    /// <summary>The obstacle that usually hides behind a delay here, or null (default) where none is typical.</summary>
    public BlockerType? Hides { get; init; }

    /// <summary>A page that helps with that obstacle, an absolute URI, or null (default).</summary>
    public Uri? HelpAsset { get; init; }

    /// <summary>The one-click next action, an absolute URI into the product, or null (default).</summary>
    public Uri? NextAction { get; init; }

    /// <summary>Whether first value may come without it; false by default. An optional milestone is never current and never nudged.</summary>
    public bool IsOptional { get; init; }
}
