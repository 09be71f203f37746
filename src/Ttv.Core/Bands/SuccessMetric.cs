using NodaTime;
using Ttv.Journeys;

namespace Ttv.Bands;

/// <summary>What an account of a band should have done early on.</summary>
/// <param name="Description">In words: <c>first milestone within 4 h</c>.</param>
/// <param name="Within">The time from sign-up, on the account's running clock, included.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Count">How many are needed; for <see cref="SuccessUnit.HalfOfMilestones"/> it is not used.</param>
public sealed record SuccessMetric(string Description, Duration Within, SuccessUnit Unit, int Count)
{
    /// <summary>Judges an account by this metric.</summary>
    /// <returns>Met, missed, or pending while the time is not up; null when the account is not timed.</returns>
    public SuccessState? Judge(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (!journey.IsTimed) return null;
        var by = journey.Clock.Advance(journey.SignedUpAt!.Value, Within);
        var needed = Unit == SuccessUnit.HalfOfMilestones ? journey.Steps.Count / 2 : Math.Min(Count, journey.Steps.Count);
        var done = 0;
        foreach (var step in journey.Steps)
        {
            if (step.CompletedAt <= by) done++;
        }

        // First value stands for every step on the way: whoever is there needed no more of them.
        if (done >= Math.Max(1, needed) || journey.FirstValueAt <= by) return SuccessState.Met;
        return journey.ObservedUntil >= by ? SuccessState.Missed : SuccessState.Pending;
    }
}
