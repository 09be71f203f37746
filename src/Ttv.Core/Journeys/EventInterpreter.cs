using Ttv.Events;
using Ttv.Milestones;
using Ttv.Segments;

namespace Ttv.Journeys;

/// <summary>Reads events under the definitions, and interns the readings.</summary>
/// <remarks>Not thread-safe: one an import or a fold.</remarks>
internal sealed class EventInterpreter
{
    private readonly TtvDefinitions _definitions;
    private readonly HashSet<string> _kept;
    private readonly List<EventPattern> _patterns = [];
    private readonly Dictionary<string, List<int>> _patternsByEvent = new(StringComparer.Ordinal);
    private readonly Dictionary<EventReading, int> _codes = [];
    private readonly List<EventReading> _readings = [];

    public EventInterpreter(TtvDefinitions definitions)
    {
        _definitions = definitions;
        _kept = [.. definitions.Dimensions, .. definitions.ProfileKeys, DeclaredSegmentClassifier.ProfileKey];
        if (definitions.SignUp is { } signUp) Register(signUp);
        foreach (var step in definitions.Catalog.Definitions.SelectMany(d => d.Paths).SelectMany(p => p.Steps))
        {
            Register(step.CompletedBy);
            if (step.StartedBy is { } started) Register(started);
        }
    }

    /// <summary>The properties of product events that any pattern, condition or profile asks about, in ordinal order.</summary>
    public ValueList<string> NeededProperties =>
    [
        .. _kept.Concat(_patterns.Concat(_definitions.Vocabulary.Entries.Select(e => e.Pattern)).SelectMany(p => p.Conditions).Select(c => c.Property))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public EventReading this[int code] => _readings[code];

    /// <summary>The number of codes given out; they run from 0.</summary>
    public int CodeCount => _readings.Count;

    /// <summary>The number of patterns that the definitions name; their indices run from 0.</summary>
    public int PatternCount => _patterns.Count;

    public int CodeOf(EventReading reading)
    {
        if (_codes.TryGetValue(reading, out var code)) return code;
        code = _readings.Count;
        _readings.Add(reading);
        _codes.Add(reading, code);
        return code;
    }

    /// <summary>The index of a pattern's name and conditions among <see cref="EventReading.Matches"/>.</summary>
    public int IndexOf(EventPattern pattern)
    {
        foreach (var index in _patternsByEvent[pattern.EventName])
        {
            if (_patterns[index].Conditions == pattern.Conditions) return index;
        }

        throw new InvalidOperationException($"The pattern on '{pattern.EventName}' is not among the definitions.");
    }

    public EventReading Read(EventBody body) => body switch
    {
        Fact fact => new EventReading { Name = fact.Name, Fact = fact },
        ProductEvent product => Read(product),
        _ => throw new InvalidOperationException($"Unknown event body {body.GetType()}."),
    };

    private EventReading Read(ProductEvent product)
    {
        var isActivity = true;
        var isSession = false;
        var meanings = new List<Fact>();
        foreach (var entry in _definitions.Vocabulary.EntriesFor(product))
        {
            if (entry.ToFact() is { } fact) meanings.Add(fact);
            isSession |= entry.Role == EventRole.Session;
            isActivity &= IsCustomersDoing(entry.Role);
        }

        return new EventReading
        {
            Name = product.Name,
            Meanings = [.. meanings],
            Matches = MatchesOf(product),
            Kept = product.Properties.Keep(_kept.Contains),
            IsActivity = isActivity,
            IsSession = isSession,
        };
    }

    private ValueList<int> MatchesOf(ProductEvent product)
    {
        if (!_patternsByEvent.TryGetValue(product.Name, out var candidates)) return [];
        var matches = new List<int>(candidates.Count);
        foreach (var index in candidates)
        {
            if (_patterns[index].Matches(product)) matches.Add(index);
        }

        return [.. matches];
    }

    private static bool IsCustomersDoing(EventRole role) => role is
        EventRole.Session or EventRole.ReminderEngaged or EventRole.Reply or EventRole.FlowChosen
        or EventRole.ExperienceDeclared or EventRole.Blocker or EventRole.Reactivation;

    private void Register(EventPattern pattern)
    {
        if (!_patternsByEvent.TryGetValue(pattern.EventName, out var indices)) _patternsByEvent[pattern.EventName] = indices = [];
        if (indices.Exists(i => _patterns[i].Conditions == pattern.Conditions)) return;
        indices.Add(_patterns.Count);
        _patterns.Add(pattern);
    }
}
