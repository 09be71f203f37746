using Ttv.Text;

namespace Ttv.Events;

/// <summary>
/// Which product events count: a name, conditions on properties, and optionally the nth occurrence or only occurrences on
/// a later date than sign-up.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record EventPattern
{
    /// <summary>Creates a pattern.</summary>
    /// <param name="eventName">The product's own event name, compared ordinally; 1 to 256 characters, not beginning with <c>ttv.</c>.</param>
    /// <param name="conditions">Conditions that must all hold; none by default.</param>
    /// <param name="occurrence">Which matching occurrence counts: 1 (default) is the first. Occurrences are counted in order of time.</param>
    /// <param name="onLaterDateThanSignUp">Whether only occurrences on a later date than sign-up count, in the zone of the definitions; false by default.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public EventPattern(string eventName, ValueList<PropertyCondition> conditions = default, int occurrence = 1, bool onLaterDateThanSignUp = false)
    {
        EventName = new ProductEvent(eventName).Name;
        Conditions = conditions;
        Occurrence = occurrence >= 1
            ? occurrence
            : throw new ArgumentOutOfRangeException(nameof(occurrence), occurrence, $"occurrence of event '{Names.Shorten(eventName)}' must be 1 or more.");
        OnLaterDateThanSignUp = onLaterDateThanSignUp;
    }

    /// <summary>The product's own event name.</summary>
    public string EventName { get; }

    /// <summary>Conditions that must all hold.</summary>
    public ValueList<PropertyCondition> Conditions { get; }

    /// <summary>Which matching occurrence counts, 1 or more.</summary>
    public int Occurrence { get; }

    /// <summary>Whether only occurrences on a later date than sign-up count, in the zone of the definitions.</summary>
    public bool OnLaterDateThanSignUp { get; }

    /// <summary>Whether one event fits the name and the conditions; occurrence and date are judged over the whole journey.</summary>
    public bool Matches(ProductEvent productEvent)
    {
        ArgumentNullException.ThrowIfNull(productEvent);
        if (!string.Equals(productEvent.Name, EventName, StringComparison.Ordinal)) return false;
        foreach (var condition in Conditions)
        {
            if (!condition.Matches(productEvent.Properties)) return false;
        }

        return true;
    }

    /// <summary>A pattern that an event's name alone fulfils.</summary>
    public static implicit operator EventPattern(string eventName) => FromString(eventName);

    /// <summary>A pattern that an event's name alone fulfils.</summary>
    public static EventPattern FromString(string eventName) => new(eventName);
}
