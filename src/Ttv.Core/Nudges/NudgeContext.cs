using NodaTime;
using Ttv.Journeys;
using Ttv.Risk;

namespace Ttv.Nudges;

/// <summary>What a rule may look at.</summary>
/// <param name="Journey">The account; timed, and not at first value.</param>
/// <param name="Assessment">Its risk.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="Policy">The limits.</param>
public sealed record NudgeContext(Journey Journey, RiskAssessment Assessment, Instant AsOf, NudgePolicy Policy)
{
    /// <summary>
    /// A step's nudge allowance on the account's running clock: from the due time of the step before it in order of due time
    /// (sign-up for the first) to its own.
    /// </summary>
    /// <param name="step">The step's position.</param>
    public (Instant From, Duration Length) AllowanceOf(int step) => AllowanceOf(Journey, step);

    /// <summary>The allowance of a step of a timed journey.</summary>
    internal static (Instant From, Duration Length) AllowanceOf(Journey journey, int step)
    {
        var due = journey.Steps[step].DueAt;
        var from = journey.SignedUpAt!.Value;
        foreach (var other in journey.Steps)
        {
            if (!other.Milestone.IsOptional && other.DueAt < due) from = Instants.Max(from, other.DueAt);
        }

        return (from, journey.Clock.Elapsed(from, due));
    }

    /// <summary>The position of the step the account is at, or null.</summary>
    public int? CurrentStep
    {
        get
        {
            if (Journey.CurrentStep is not { } current) return null;
            for (var i = 0; i < Journey.Steps.Count; i++)
            {
                if (ReferenceEquals(Journey.Steps[i], current)) return i;
            }

            return null;
        }
    }
}
