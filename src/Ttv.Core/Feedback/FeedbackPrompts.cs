using Ttv.Bands;
using Ttv.Journeys;

namespace Ttv.Feedback;

/// <summary>
/// What to ask whom: the fast what made it easier, the slow what almost stopped them, and who cancels both, in an exit interview.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class FeedbackPrompts
{
    /// <summary>Asked of the slow-ramp and high-touch bands at first value.</summary>
    public static FeedbackPrompt Obstacle { get; } = new("obstacle", "What almost stopped you from completing setup?");

    /// <summary>Asked of the lightning and standard bands at first value.</summary>
    public static FeedbackPrompt Accelerator { get; } = new("accelerator", "What made it easier to reach value quickly?");

    /// <summary>The first question of an exit interview.</summary>
    public static FeedbackPrompt ExitObstacle { get; } = new("exit_obstacle", "What almost stopped you from completing setup?");

    /// <summary>The second question of an exit interview.</summary>
    public static FeedbackPrompt ExitAccelerator { get; } = new("exit_accelerator", "What made it easier to reach value quickly?");

    /// <summary>The prompts of a band at first value.</summary>
    public static ValueList<FeedbackPrompt> For(TtvBand band) => band is TtvBand.Lightning or TtvBand.Standard ? [Accelerator] : [Obstacle];

    /// <summary>The prompts that are open for an account now: an exit interview while it is cancelled, its band's once it is at
    /// first value; those already answered are left out. Empty where nothing is to be asked.</summary>
    public static ValueList<FeedbackPrompt> DueFor(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ValueList<FeedbackPrompt> due = journey.IsChurned ? [ExitObstacle, ExitAccelerator]
            : journey.TimeToValue is { } time ? For(TtvBands.Of(time))
            : [];
        return due.Where(p => !journey.Answers.Any(a => string.Equals(a.Prompt, p.Key, StringComparison.Ordinal))).ToValueList();
    }
}
