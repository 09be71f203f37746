using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ttv.Events;

/// <summary>
/// The properties of an event: values by name, ordered by name (ordinal), equal when every name and value is equal.
/// A nested document is flattened by the readers with dots: <c>context.page.path</c>.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class EventProperties : IReadOnlyCollection<KeyValuePair<string, PropertyValue>>, IEquatable<EventProperties>
{
    private readonly KeyValuePair<string, PropertyValue>[] _sorted;

    private EventProperties(KeyValuePair<string, PropertyValue>[] sorted) => _sorted = sorted;

    /// <summary>No properties.</summary>
    public static EventProperties Empty { get; } = new([]);

    /// <summary>The number of properties, 0 or more.</summary>
    public int Count => _sorted.Length;

    /// <summary>The value of a property, or null when it is absent.</summary>
    public PropertyValue? this[string name] => TryGet(name, out var value) ? value : default(PropertyValue?);

    /// <summary>Collects properties. Where a name is given twice, the last one counts.</summary>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    public static EventProperties Create(IEnumerable<KeyValuePair<string, PropertyValue>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var byName = new SortedDictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException("A property name is empty: at least one character is needed.", nameof(properties));
            byName[name] = value;
        }

        return byName.Count == 0 ? Empty : new EventProperties([.. byName]);
    }

    /// <summary>Collects properties given as pairs: <c>EventProperties.Of(("platform", "mobile"), ("amount", 12))</c>.</summary>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    public static EventProperties Of(params ReadOnlySpan<(string Name, PropertyValue Value)> properties)
    {
        var pairs = new KeyValuePair<string, PropertyValue>[properties.Length];
        for (var i = 0; i < pairs.Length; i++) pairs[i] = new(properties[i].Name, properties[i].Value);
        return Create(pairs);
    }

    /// <summary>Looks a property up by its exact name.</summary>
    public bool TryGet(string name, out PropertyValue value)
    {
        var (low, high) = (0, _sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_sorted[middle].Key, name);
            if (order == 0)
            {
                value = _sorted[middle].Value;
                return true;
            }

            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        value = default;
        return false;
    }

    /// <summary>Only the properties whose name the predicate accepts.</summary>
    public EventProperties Keep(Func<string, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        var kept = Array.FindAll(_sorted, p => keep(p.Key));
        return kept.Length == _sorted.Length ? this : kept.Length == 0 ? Empty : new EventProperties(kept);
    }

    /// <summary>These properties with those of another set laid over them.</summary>
    public EventProperties With(EventProperties over)
    {
        ArgumentNullException.ThrowIfNull(over);
        return over.Count == 0 ? this : Count == 0 ? over : Create(_sorted.Concat(over._sorted));
    }

    /// <inheritdoc/>
    public bool Equals(EventProperties? other) => other is not null && (ReferenceEquals(this, other) || _sorted.AsSpan().SequenceEqual(other._sorted));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EventProperties);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, value) in _sorted)
        {
            hash.Add(name);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both sets hold the same names and values.</summary>
    public static bool operator ==(EventProperties? left, EventProperties? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the sets differ in a name or a value.</summary>
    public static bool operator !=(EventProperties? left, EventProperties? right) => !(left == right);

    /// <summary>Enumerates the properties in ordinal order of their names.</summary>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, PropertyValue>>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _sorted.GetEnumerator();

    /// <summary>The canonical text: <c>name=kind:value</c> lines in ordinal order, with lengths so that no two sets share it.</summary>
    internal void AppendCanonical(StringBuilder text)
    {
        foreach (var (name, value) in _sorted)
        {
            var shown = value.ToString();
            text.Append(name.Length).Append(':').Append(name).Append('=').Append((char)('a' + (int)value.Kind)).Append(shown.Length).Append(':').Append(shown).Append('\n');
        }
    }

    /// <summary>The properties in braces, for a debugger or a failing test.</summary>
    public override string ToString() => $"{{{string.Join(", ", _sorted.Select(p => $"{p.Key}={p.Value}"))}}}";
}
