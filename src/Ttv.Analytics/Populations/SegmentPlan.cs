using NodaTime;
using Ttv.Events;
using Ttv.Journeys;
using Ttv.Milestones;
using Ttv.Risk;
using Ttv.Segments;

namespace Ttv.Analytics.Populations;

/// <summary>
/// A segment's definition as the fold takes it: its default path with times in whole microseconds, and the windows in which
/// sessions are counted at the instant asked about.
/// </summary>
internal sealed class SegmentPlan
{
    public SegmentPlan(SegmentDefinition definition, int index, EventInterpreter interpreter, long asOf, RiskPolicy policy)
    {
        var path = definition.DefaultPath;
        Index = checked((short)index);
        Path = (sbyte)path.Variant;
        IsOrdered = path.IsOrdered;
        EffectiveFrom = definition.EffectiveFrom is { } from ? RoundedUp(from) : long.MinValue;
        Deadline = RoundedUp(path.Deadline);
        Steps = [.. path.Steps.Select((s, i) => StepOf(path, s, RoundedUp(path.DueOffsets[i]), interpreter))];
        IsPlain = path.Steps.All(s => !s.CompletedBy.OnLaterDateThanSignUp && s.StartedBy is not { OnLaterDateThanSignUp: true }) && path.DueOffsets.All(IsWhole) && IsWhole(path.Deadline);
        var window = Duration.Min(policy.LongestSessionWindow, path.Deadline / 4);
        LastWindowFrom = asOf - RoundedUp(window);
        PreviousWindowFrom = asOf - RoundedUp(2 * window);
    }

    /// <summary>The definition's position in the catalog.</summary>
    public short Index { get; }

    /// <summary>The variant of the default path.</summary>
    public sbyte Path { get; }

    public bool IsOrdered { get; }

    public long EffectiveFrom { get; }

    public long Deadline { get; }

    /// <summary>The steps in the path's order; the last is first value.</summary>
    public StepPlan[] Steps { get; }

    /// <summary>Whether microseconds say all of the path: no pattern asks for a date, and no time is finer.</summary>
    public bool IsPlain { get; }

    /// <summary>The last window of sessions lies after this, up to the instant asked about.</summary>
    public long LastWindowFrom { get; }

    /// <summary>The window before it lies after this. Who signed up later is too young to compare.</summary>
    public long PreviousWindowFrom { get; }

    /// <summary>The nudge allowance runs from the due time of the required step before, on the running clock: there, times from sign-up are as good.</summary>
    private StepPlan StepOf(MilestonePath path, Milestone step, long dueOffset, EventInterpreter interpreter)
    {
        var due = Math.Min(dueOffset, Deadline);
        var from = path.Steps.Select((other, i) => other.IsOptional ? 0 : Math.Min(RoundedUp(path.DueOffsets[i]), Deadline)).Where(o => o < due).DefaultIfEmpty().Max();
        var half = (due - from + 1) / 2;
        return new StepPlan(MatchOf(step.CompletedBy, interpreter), step.StartedBy is { } started ? MatchOf(started, interpreter) : null, dueOffset, step.IsOptional, from + half, half);
    }

    private static StepMatch MatchOf(EventPattern pattern, EventInterpreter interpreter) => new(interpreter.IndexOf(pattern), pattern.Occurrence);

    private static bool IsWhole(Duration duration) => Duration.FromTicks(RoundedUp(duration) * 10) == duration;

    private static long RoundedUp(Duration duration)
    {
        var whole = duration.BclCompatibleTicks / 10;
        return Duration.FromTicks(whole * 10) < duration ? whole + 1 : whole;
    }

    /// <summary>Whole microseconds since the Unix epoch, rounded up.</summary>
    public static long RoundedUp(Instant instant)
    {
        var whole = Instants.ToMicroseconds(instant);
        return Instants.FromMicroseconds(whole) < instant ? whole + 1 : whole;
    }
}
