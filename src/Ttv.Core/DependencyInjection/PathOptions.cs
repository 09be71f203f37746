using NodaTime;
using Ttv.Milestones;

namespace Ttv;

/// <summary>A milestone path as configuration spells it; becomes a <see cref="MilestonePath"/>.</summary>
public sealed class PathOptions
{
    /// <summary>The path's key; null (default) takes the variant's name.</summary>
    public string? Key { get; set; }

    /// <summary>The path's name in words; null (default) takes the key.</summary>
    public string? Title { get; set; }

    /// <summary>For whom the path is; standard by default.</summary>
    public Complexity Variant { get; set; } = Complexity.Standard;

    /// <summary>When first value is due from sign-up; above zero; needed.</summary>
    public TimeSpan Deadline { get; set; }

    /// <summary>Whether milestones must complete in order; false by default.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>The support milestones in order; none by default.</summary>
    public IList<MilestoneOptions> Support { get; } = [];

    /// <summary>The first-value event; needed.</summary>
    public MilestoneOptions? FirstValue { get; set; }

    internal MilestonePath? ToPath(string at, List<string> faults)
    {
        var before = faults.Count;
        if (FirstValue is null) faults.Add($"{at}.{nameof(FirstValue)} is missing: the event that proves the first value is needed.");
        var support = Support.Select((m, i) => m.ToMilestone($"{at}.{nameof(Support)}[{i}]", faults)).ToArray();
        var firstValue = FirstValue?.ToMilestone($"{at}.{nameof(FirstValue)}", faults);
        if (faults.Count > before) return null;
        var key = Key ?? WireName.Of(Variant);
        return Faults.Collect(at, faults, () => MilestonePath.Create(key, Title ?? key, Duration.FromTimeSpan(Deadline), [.. support!], firstValue!, Variant, IsOrdered));
    }
}
