using Ttv.Events;

namespace Ttv;

/// <summary>One line of a vocabulary as configuration spells it; becomes a <see cref="VocabularyEntry"/>.</summary>
public sealed class VocabularyOptions
{
    /// <summary>The product's own event name; needed.</summary>
    public string? Event { get; set; }

    /// <summary>Conditions on properties that must all hold; none by default.</summary>
    public IList<PropertyConditionOptions> Where { get; } = [];

    /// <summary>What such events mean; needed.</summary>
    public EventRole? Role { get; set; }

    /// <summary>For the role blocker, and only there: the kind of obstacle.</summary>
    public BlockerType? Blocker { get; set; }

    /// <summary>For the roles flow chosen and experience declared, and only there: the level.</summary>
    public Complexity? Level { get; set; }

    internal VocabularyEntry? ToEntry(string at, List<string> faults)
    {
        var before = faults.Count;
        if (Role is null) faults.Add($"{at}.{nameof(Role)} is missing: one of {string.Join(", ", Enum.GetNames<EventRole>())} is needed.");
        var conditions = Where.Select((c, i) => c.ToCondition($"{at}.{nameof(Where)}[{i}]", faults)).ToArray();
        return faults.Count > before
            ? null
            : Faults.Collect(at, faults, () => new VocabularyEntry(new EventPattern(Event ?? "", [.. conditions!]), Role!.Value, Blocker, Level));
    }
}
