using System.Text;
using Ttv.Events;

namespace Ttv.Journeys;

/// <summary>
/// What an event means under the definitions: all that the fold needs of it beyond its times. Events that mean the same
/// share one reading, so that a log of millions keeps a small number of these.
/// </summary>
internal sealed record EventReading
{
    private string? _orderKey;

    /// <summary>The product event's name, or the fact's.</summary>
    public required string Name { get; init; }

    /// <summary>The fact itself, where the event is one.</summary>
    public Fact? Fact { get; init; }

    /// <summary>The facts that the vocabulary reads in a product event.</summary>
    public ValueList<Fact> Meanings { get; init; }

    /// <summary>Indices into the interpreter's patterns that a product event fits, ascending.</summary>
    public ValueList<int> Matches { get; init; }

    /// <summary>The product event's dimensions and profile keys.</summary>
    public EventProperties Kept { get; init; } = EventProperties.Empty;

    /// <summary>Whether the customer did something.</summary>
    public bool IsActivity { get; init; }

    /// <summary>Whether the vocabulary calls it a session.</summary>
    public bool IsSession { get; init; }

    /// <summary>Orders events of one instant, so that their order in the log never matters: name, then content. Two readings that differ have two keys.</summary>
    public string OrderKey => _orderKey ??= MakeOrderKey();

    public bool Equals(EventReading? other) =>
        other is not null && (ReferenceEquals(this, other)
            || (string.Equals(Name, other.Name, StringComparison.Ordinal) && Fact == other.Fact && Meanings == other.Meanings
                && Matches == other.Matches && Kept == other.Kept && IsActivity == other.IsActivity && IsSession == other.IsSession));

    public override int GetHashCode() => HashCode.Combine(Name, Fact, Kept, Matches);

    private string MakeOrderKey()
    {
        var text = new StringBuilder(Name).Append('\n');
        (Fact?.ToProperties() ?? Kept).AppendCanonical(text);
        foreach (var match in Matches) text.Append(match).Append(' ');
        // What the vocabulary reads may rest on a property that is not kept.
        foreach (var meaning in Meanings) meaning.ToProperties().AppendCanonical(text.Append('\n').Append(meaning.Name).Append('\n'));
        text.Append('\n').Append(IsActivity ? 'a' : '-').Append(IsSession ? 's' : '-');
        return text.ToString();
    }
}
