using NodaTime;
using Ttv.Milestones;

namespace Ttv;

/// <summary>A milestone as configuration spells it; becomes a <see cref="Milestone"/>.</summary>
public sealed class MilestoneOptions
{
    /// <summary>The milestone's key; null (default) takes the completing event's name.</summary>
    public string? Key { get; set; }

    /// <summary>What the customer has done once it is complete, in words; null (default) takes the key.</summary>
    public string? Title { get; set; }

    /// <summary>The event that completes it; needed.</summary>
    public EventPatternOptions? CompletedBy { get; set; }

    /// <summary>The event that starts it, or null (default).</summary>
    public EventPatternOptions? StartedBy { get; set; }

    /// <summary>When it is due from sign-up; null (default) splits the deadline evenly.</summary>
    public TimeSpan? DueOffset { get; set; }

    /// <summary>The obstacle that usually hides behind a delay here, or null (default).</summary>
    public BlockerType? Hides { get; set; }

    /// <summary>A page that helps with that obstacle, an absolute URI, or null (default).</summary>
    public Uri? HelpAsset { get; set; }

    /// <summary>The one-click next action, an absolute URI, or null (default).</summary>
    public Uri? NextAction { get; set; }

    /// <summary>Whether first value may come without it; false by default.</summary>
    public bool IsOptional { get; set; }

    internal Milestone? ToMilestone(string at, List<string> faults)
    {
        if (CompletedBy is null) faults.Add($"{at}.{nameof(CompletedBy)} is missing: the event that completes the milestone is needed.");
        var completedBy = CompletedBy?.ToPattern($"{at}.{nameof(CompletedBy)}", faults);
        var startedBy = StartedBy?.ToPattern($"{at}.{nameof(StartedBy)}", faults);
        if (completedBy is null) return null;
        var key = Key ?? completedBy.EventName;
        return new Milestone
        {
            Key = key,
            Title = Title ?? key,
            CompletedBy = completedBy,
            StartedBy = startedBy,
            DueOffset = DueOffset is { } due ? Duration.FromTimeSpan(due) : null,
            Hides = Hides,
            HelpAsset = HelpAsset,
            NextAction = NextAction,
            IsOptional = IsOptional,
        };
    }
}
