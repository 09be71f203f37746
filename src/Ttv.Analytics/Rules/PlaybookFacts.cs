using NodaTime;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;

namespace Ttv.Analytics.Rules;

/// <summary>What the playbook's four nudge rules look at in one account, in the units of <see cref="PlaybookColumns"/>.</summary>
/// <remarks>
/// Seconds until something are rounded up, so that 0 or less means exactly that it is due. Immutable. <c>default(PlaybookFacts)</c>
/// is not an account at rest: take <see cref="None"/>.
/// </remarks>
public readonly record struct PlaybookFacts
{
    /// <summary>Never: the greatest number of seconds.</summary>
    public const int Never = SecondsUntil.Never;

    /// <summary>The band is not known: 255.</summary>
    public const byte NoBand = byte.MaxValue;

    /// <summary>An account that no rule is about: not timed, or at first value.</summary>
    public static PlaybookFacts None { get; } = new() { Band = NoBand, DueIn = Never, HalfWayIn = Never, StalledIn = Never };

    /// <summary>The risk band as a number of <see cref="RiskBand"/>, or <see cref="NoBand"/>.</summary>
    public byte Band { get; init; }

    /// <summary>Whether potential value and expansion are both high.</summary>
    public bool IsHighValue { get; init; }

    /// <summary>Whether the current milestone was started.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Whether a milestone was completed since sign-up.</summary>
    public bool HasCompleted { get; init; }

    /// <summary>Seconds until the current milestone is due; <see cref="Never"/>: there is none.</summary>
    public int DueIn { get; init; }

    /// <summary>Seconds until half of the current milestone's allowance is gone; <see cref="Never"/>: there is none.</summary>
    public int HalfWayIn { get; init; }

    /// <summary>Seconds until half of the allowance is gone since the current milestone was started; <see cref="Never"/>: it was not.</summary>
    public int StalledIn { get; init; }

    /// <summary>The facts of a journey.</summary>
    /// <param name="journey">The account.</param>
    /// <param name="assessment">Its risk at the same instant.</param>
    /// <param name="asOf">The instant.</param>
    public static PlaybookFacts Of(Journey journey, RiskAssessment assessment, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(assessment);
        if (!journey.IsTimed || journey.FirstValueAt is not null) return None;
        var facts = None with
        {
            Band = assessment.Band is { } band ? (byte)band : NoBand,
            IsHighValue = assessment.IsHighValue,
            HasCompleted = journey.Steps.Any(s => s.IsComplete && !s.IsMetBeforeSignUp),
        };
        var context = new NudgeContext(journey, assessment, asOf, NudgePolicy.Default);
        if (context.CurrentStep is not { } step) return facts;
        var (from, length) = context.AllowanceOf(step);
        var state = journey.Steps[step];
        return facts with
        {
            IsStarted = state.StartedAt is not null,
            DueIn = SecondsUntil.Of(state.DueAt, asOf),
            HalfWayIn = SecondsUntil.Of(journey.Clock.Advance(from, length / 2), asOf),
            StalledIn = state.StartedAt is { } started ? SecondsUntil.Of(journey.Clock.Advance(started, length / 2), asOf) : Never,
        };
    }
}
