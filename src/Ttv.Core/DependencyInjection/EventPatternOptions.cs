using Ttv.Events;

namespace Ttv;

/// <summary>An event pattern as configuration spells it; becomes an <see cref="EventPattern"/>.</summary>
public sealed class EventPatternOptions
{
    /// <summary>The product's own event name; needed.</summary>
    public string? Event { get; set; }

    /// <summary>Conditions on properties that must all hold; none by default.</summary>
    public IList<PropertyConditionOptions> Where { get; } = [];

    /// <summary>Which occurrence counts; 1 (default) is the first.</summary>
    public int Occurrence { get; set; } = 1;

    /// <summary>Whether only occurrences on a later date than sign-up count; false by default.</summary>
    public bool OnLaterDateThanSignUp { get; set; }

    internal EventPattern? ToPattern(string at, List<string> faults)
    {
        var before = faults.Count;
        var conditions = Where.Select((c, i) => c.ToCondition($"{at}.{nameof(Where)}[{i}]", faults)).ToArray();
        return faults.Count > before ? null : Faults.Collect(at, faults, () => new EventPattern(Event ?? "", [.. conditions!], Occurrence, OnLaterDateThanSignUp));
    }
}
