namespace Ttv.Events;

/// <summary>One line of a vocabulary: events that fit the pattern have the role.</summary>
/// <remarks>Immutable.</remarks>
public sealed record VocabularyEntry
{
    /// <summary>Creates an entry.</summary>
    /// <param name="pattern">Which events; its occurrence must be 1 and it may not ask for a later date.</param>
    /// <param name="role">What they mean.</param>
    /// <param name="blocker">For <see cref="EventRole.Blocker"/>, and only there: the kind of obstacle.</param>
    /// <param name="level">For <see cref="EventRole.FlowChosen"/> and <see cref="EventRole.ExperienceDeclared"/>, and only there: the level.</param>
    /// <exception cref="ArgumentException">A value is missing, or given where the role takes none.</exception>
    public VocabularyEntry(EventPattern pattern, EventRole role, BlockerType? blocker = null, Complexity? level = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        FactFields.Defined("role", role);
        var name = WireName.Of(role);
        if (pattern.Occurrence != 1 || pattern.OnLaterDateThanSignUp)
            throw new ArgumentException($"vocabulary entry '{pattern.EventName}': every occurrence counts, so occurrence and later date are not allowed.", nameof(pattern));
        if (role == EventRole.Blocker != blocker.HasValue)
            throw new ArgumentException($"vocabulary entry '{pattern.EventName}': role {name} {(blocker is null ? $"needs a blocker, one of {WireName.Allowed<BlockerType>()}" : "takes no blocker")}.", nameof(blocker));
        if (role is EventRole.FlowChosen or EventRole.ExperienceDeclared != level.HasValue)
            throw new ArgumentException($"vocabulary entry '{pattern.EventName}': role {name} {(level is null ? $"needs a level, one of {WireName.Allowed<Complexity>()}" : "takes no level")}.", nameof(level));
        Pattern = pattern;
        Role = role;
        Blocker = blocker;
        Level = level;
    }

    /// <summary>Which events.</summary>
    public EventPattern Pattern { get; }

    /// <summary>What they mean.</summary>
    public EventRole Role { get; }

    /// <summary>The kind of obstacle, for <see cref="EventRole.Blocker"/>.</summary>
    public BlockerType? Blocker { get; }

    /// <summary>The level, for <see cref="EventRole.FlowChosen"/> and <see cref="EventRole.ExperienceDeclared"/>.</summary>
    public Complexity? Level { get; }

    /// <summary>The fact that a fitting event stands for, or null for <see cref="EventRole.Session"/>, which is none.</summary>
    internal Fact? ToFact() => Role switch
    {
        EventRole.Session => null,
        EventRole.ReminderSent => new NudgeSent(Pattern.EventName, null, null, asksReply: false),
        EventRole.ReplyAsked => new NudgeSent(Pattern.EventName, null, null, asksReply: true),
        EventRole.ReminderEngaged => new NudgeEngaged(null),
        EventRole.ReminderIgnored => new NudgeIgnored(null),
        EventRole.Reply => new NudgeReplied(null),
        EventRole.Unsubscribe => new Unsubscribed(),
        EventRole.FlowChosen => new FlowChosen(Level!.Value),
        EventRole.ExperienceDeclared => new ExperienceDeclared(Level!.Value),
        EventRole.Blocker => new BlockerReported(Blocker!.Value, Pattern.EventName),
        EventRole.Assist => new AssistGiven(null),
        EventRole.Churn => new Churned(null),
        EventRole.Reactivation => new Reactivated(),
        EventRole.Pause => new ClockPaused(null),
        EventRole.Resume => new ClockResumed(),
        _ => throw new InvalidOperationException($"Unknown role {Role}."),
    };
}
