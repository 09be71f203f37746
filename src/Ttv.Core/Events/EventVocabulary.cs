using System.Collections.Frozen;

namespace Ttv.Events;

/// <summary>Maps a product's own event names to what they mean: sessions, reminders, replies, flows, obstacles, cancellations …</summary>
/// <remarks>An event may have several roles. Immutable and safe to share between threads.</remarks>
public sealed class EventVocabulary
{
    private readonly FrozenDictionary<string, VocabularyEntry[]> _byEvent;

    /// <summary>Creates a vocabulary of entries.</summary>
    public EventVocabulary(ValueList<VocabularyEntry> entries)
    {
        Entries = entries;
        NamesSessions = entries.Any(e => e.Role == EventRole.Session);
        _byEvent = entries.GroupBy(e => e.Pattern.EventName, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The empty vocabulary: product events are activity and nothing more.</summary>
    public static EventVocabulary Empty { get; } = new([]);

    /// <summary>The entries as given.</summary>
    public ValueList<VocabularyEntry> Entries { get; }

    /// <summary>Whether any event has the role <see cref="EventRole.Session"/>.</summary>
    public bool NamesSessions { get; }

    /// <summary>The entries whose pattern the event fits, in the order given.</summary>
    public IEnumerable<VocabularyEntry> EntriesFor(ProductEvent productEvent)
    {
        ArgumentNullException.ThrowIfNull(productEvent);
        return _byEvent.TryGetValue(productEvent.Name, out var entries) ? entries.Where(e => e.Pattern.Matches(productEvent)) : [];
    }
}
