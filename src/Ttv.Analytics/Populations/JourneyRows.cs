using NodaTime;
using Ttv.Cohorts;
using Ttv.Journeys;
using Ttv.Nudges;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>The long way to a row: from a journey, by what <see cref="AccountOutcome.From"/> and <see cref="RiskInputs.From"/> say of it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class JourneyRows(FoldPlan plan)
{
    private readonly Dictionary<SegmentDefinition, short> _segments = IndicesOf(plan.Batch.Definitions.Catalog);

    /// <summary>The row but for its profile, which is an index that the caller gives out.</summary>
    public AccountRow RowOf(Journey journey)
    {
        var row = AccountRow.Unknown;
        row.Flags = AccountFlags.Known;
        row.SignedUpAt = Micros(journey.SignedUpAt);
        row.FirstValueAt = Micros(journey.FirstValueAt);
        row.ChurnedAt = Micros(journey.ChurnedAt);
        row.TargetAt = Micros(journey.TargetAt);
        row.LastActivityAt = journey.Activity.Count == 0 ? Population.Never : Instants.ToMicroseconds(journey.Activity[^1]);
        if (journey.Segment is { } segment) (row.Segment, row.Path) = (_segments[segment], (sbyte)journey.Path!.Variant);
        for (var i = 0; i < journey.Steps.Count; i++)
        {
            if (!journey.Steps[i].IsComplete) continue;
            row.StepsDone |= 1UL << i;
            if (!journey.Steps[i].IsMetBeforeSignUp) row.Flags |= AccountFlags.CompletedStep;
        }

        foreach (var finding in journey.Findings) row.Findings |= FlagOf(finding.Code);
        if (journey.IsChurned) row.Flags |= AccountFlags.Churned;
        if (journey.IsPaused) row.Flags |= AccountFlags.Paused;
        if (journey.UnsubscribedAt is not null) row.Flags |= AccountFlags.Unsubscribed;
        row.RecordedBand = (sbyte?)journey.RecordedBand ?? -1;
        row.Experience = (sbyte?)journey.Experience ?? -1;
        row.ChosenFlow = (sbyte?)journey.Flow ?? -1;
        if (journey.Fit is { } fit) (row.PotentialValue, row.Expansion) = (fit.PotentialValue, fit.Expansion);
        row.Conclude();
        TellAssistance(journey, ref row);
        if (AccountOutcome.From(journey)?.WasActiveInWeek2 == true) row.Flags |= AccountFlags.ActiveInWeek2;
        if (journey.IsTimed) Measure(journey, ref row);
        return row;
    }

    private static void TellAssistance(Journey journey, ref AccountRow row)
    {
        if (journey.Assists.Count > 0) row.Flags |= AccountFlags.Assisted;
        if (journey.Assists.Count > 0 && journey.Assists[0].At < journey.FirstValueAt) row.Flags |= AccountFlags.AssistedBeforeFirstValue;
        if (journey.Trail.Entries.Count > 0) row.Flags |= AccountFlags.HasTrail;
        if (journey.Trail.IsAccountable) row.Flags |= AccountFlags.Accountable;
    }

    private void Measure(Journey journey, ref AccountRow row)
    {
        row.Flags |= AccountFlags.Timed;
        row.LastProgressAt = Micros(journey.LastProgressAt);
        if (journey.CurrentStep is { } current)
        {
            row.CurrentStep = (sbyte)journey.Steps.AsSpan().IndexOf(current);
            row.CurrentDueAt = SegmentPlan.RoundedUp(current.DueAt);
            var (from, allowed) = NudgeContext.AllowanceOf(journey, row.CurrentStep);
            row.HalfWayIn = SecondsUntil.Of(journey.Clock.Advance(from, allowed / 2), plan.AsOf);
            if (current.StartedAt is { } started) row.StalledIn = SecondsUntil.Of(journey.Clock.Advance(started, allowed / 2), plan.AsOf);
        }

        var inputs = RiskInputs.From(journey, plan.AsOf, plan.Policy);
        if (inputs.IsPastTarget) row.Flags |= AccountFlags.PastTarget;
        if (inputs.SinceProgress is { } since) row.SinceProgress = since.BclCompatibleTicks / 10;
        if (inputs.Allowance is { } allowance) row.Allowance = allowance.BclCompatibleTicks / 10;
        row.SessionsInLastWindow = inputs.SessionsInLastWindow ?? -1;
        row.SessionsInPreviousWindow = inputs.SessionsInPreviousWindow ?? -1;
        row.RemindersSent = inputs.RemindersSent ?? 0;
        row.RemindersIgnored = inputs.RemindersIgnored ?? 0;
        row.RepliesAsked = inputs.RepliesAsked ?? 0;
        row.RepliesGiven = inputs.RepliesGiven ?? 0;
    }

    private static long Micros(Instant? at) => at is { } known ? Instants.ToMicroseconds(known) : Population.Never;

    private static AccountFindings FlagOf(string code) => code switch
    {
        JourneyFindings.FirstValueBeforeSignUp => AccountFindings.FirstValueBeforeSignUp,
        JourneyFindings.NoSignUp => AccountFindings.NoSignUp,
        JourneyFindings.NoSegment => AccountFindings.NoSegment,
        JourneyFindings.ConflictingDuplicate => AccountFindings.ConflictingDuplicate,
        JourneyFindings.ImpossibleTime => AccountFindings.ImpossibleTime,
        JourneyFindings.UnknownVariant => AccountFindings.UnknownVariant,
        JourneyFindings.ResumedWithoutStop => AccountFindings.ResumedWithoutStop,
        JourneyFindings.UnknownNudge => AccountFindings.UnknownNudge,
        _ => throw new InvalidOperationException($"The finding '{code}' has no flag."),
    };

    private static Dictionary<SegmentDefinition, short> IndicesOf(SegmentCatalog catalog)
    {
        var indices = new Dictionary<SegmentDefinition, short>(ReferenceEqualityComparer.Instance);
        foreach (var definition in catalog.Definitions) indices.Add(definition, (short)indices.Count);
        return indices;
    }
}
