using NodaTime;
using Ttv.Text;

namespace Ttv.Milestones;

/// <summary>
/// The way to a first value: support milestones, then the first-value event, with a deadline from sign-up.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record MilestonePath
{
    private MilestonePath(string key, string title, Complexity variant, ValueList<Milestone> steps, ValueList<Duration> dueOffsets, Duration deadline, bool isOrdered)
    {
        Key = key;
        Title = title;
        Variant = variant;
        Steps = steps;
        DueOffsets = dueOffsets;
        Deadline = deadline;
        IsOrdered = isOrdered;
    }

    /// <summary>The path's key, 1 to 64 characters.</summary>
    public string Key { get; }

    /// <summary>The path's name in words.</summary>
    public string Title { get; }

    /// <summary>For whom the path is: starter, standard or advanced.</summary>
    public Complexity Variant { get; }

    /// <summary>All steps: the support milestones as declared, then the first-value event.</summary>
    public ValueList<Milestone> Steps { get; }

    /// <summary>When each step is due from sign-up, on the customer's running clock; the last equals <see cref="Deadline"/>.</summary>
    public ValueList<Duration> DueOffsets { get; }

    /// <summary>The time from sign-up by which first value is due; above zero.</summary>
    public Duration Deadline { get; }

    /// <summary>Whether milestones must complete in the declared order; false by default. Where true, a step counts as complete
    /// only from the completion of all required steps before it.</summary>
    public bool IsOrdered { get; }

    /// <summary>The first-value event: the last step.</summary>
    public Milestone FirstValue => Steps[^1];

    /// <summary>The number of support milestones, 0 or more.</summary>
    public int SupportCount => Steps.Count - 1;

    /// <summary>Creates a path.</summary>
    /// <param name="key">1 to 64 characters.</param>
    /// <param name="title">1 to 200 characters.</param>
    /// <param name="deadline">When first value is due from sign-up; above zero, whole microseconds.</param>
    /// <param name="support">The support milestones in declared order.</param>
    /// <param name="firstValue">The first-value event; its due offset must be null or the deadline, and it cannot be optional.</param>
    /// <param name="variant">For whom the path is; standard by default.</param>
    /// <param name="isOrdered">Whether milestones must complete in order; false by default.</param>
    /// <exception cref="TtvValidationException">Something breaks its rule; every fault is listed.</exception>
    public static MilestonePath Create(
        string key,
        string title,
        Duration deadline,
        ValueList<Milestone> support,
        Milestone firstValue,
        Complexity variant = Complexity.Standard,
        bool isOrdered = false)
    {
        ArgumentNullException.ThrowIfNull(firstValue);
        var faults = new List<string>();
        var subject = $"milestone path '{Names.Shorten(key ?? "")}'";
        Add(faults, Names.FaultOf("path key", key, 64));
        Add(faults, Names.FaultOf("path title", title, 200));
        if (deadline <= Duration.Zero) faults.Add($"deadline is {deadline}: a duration above zero is needed.");
        if (!Enum.IsDefined(variant)) faults.Add($"variant is {variant}: {WireName.Allowed<Complexity>()} are allowed.");
        ValueList<Milestone> steps = [.. support, firstValue];
        for (var i = 0; i < steps.Count; i++) Check(steps[i], i == steps.Count - 1, deadline, faults);
        foreach (var twice in steps.GroupBy(s => s.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"milestone key '{twice.Key}' stands {twice.Count()} times: each may stand once.");
        TtvValidationException.ThrowIfAny(subject, faults);

        var due = steps.Select((s, i) => s.DueOffset ?? (i == steps.Count - 1 ? deadline : Even(deadline, i + 1, steps.Count))).ToValueList();
        return new MilestonePath(key!, title, variant, steps, due, deadline, isOrdered);
    }

    /// <summary>The position of a step by its key, or -1 when the path has none of that key.</summary>
    public int IndexOf(string key)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (string.Equals(Steps[i].Key, key, StringComparison.Ordinal)) return i;
        }

        return -1;
    }

    private static Duration Even(Duration deadline, int part, int parts) =>
        Duration.FromTicks(deadline.BclCompatibleTicks / 10 * part / parts * 10);

    private static void Check(Milestone step, bool isFirstValue, Duration deadline, List<string> faults)
    {
        ArgumentNullException.ThrowIfNull(step);
        var named = $"milestone '{Names.Shorten(step.Key ?? "")}'";
        Add(faults, Names.FaultOf("milestone key", step.Key, 64));
        Add(faults, Names.FaultOf($"{named}: title", step.Title, 200));
        if (step.CompletedBy is null) faults.Add($"{named}: the event that completes it is missing.");
        if (isFirstValue)
        {
            if (step.IsOptional) faults.Add($"{named}: the first-value event cannot be optional.");
            if (step.DueOffset is { } offset && offset != deadline) faults.Add($"{named}: due offset is {offset}: the first-value event is due at the deadline, {deadline}.");
        }
        else if (step.DueOffset is { } due && (due <= Duration.Zero || due > deadline))
        {
            faults.Add($"{named}: due offset is {due}: above zero and at most the deadline, {deadline}, is allowed.");
        }

        if (step.HelpAsset is { IsAbsoluteUri: false }) faults.Add($"{named}: help asset '{Names.Shorten(step.HelpAsset.OriginalString)}' is not an absolute URI.");
        if (step.NextAction is { IsAbsoluteUri: false }) faults.Add($"{named}: next action '{Names.Shorten(step.NextAction.OriginalString)}' is not an absolute URI.");
    }

    private static void Add(List<string> faults, string? fault)
    {
        if (fault is not null) faults.Add(fault);
    }
}
