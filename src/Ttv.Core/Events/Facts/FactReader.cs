using Ttv.Text;

namespace Ttv.Events;

/// <summary>Reads a fact's fields from properties; the first field that does not fit ends the reading with a fault.</summary>
internal sealed class FactReader(string name, EventProperties properties)
{
    public string? Fault { get; private set; }

    public EventProperties All => properties;

    public Fact? Read(Func<FactReader, Fact> read)
    {
        try
        {
            return read(this);
        }
        catch (ArgumentException e)
        {
            // A field's rule was broken, here or in the fact's constructor.
            Fault = $"{name}: {FactFields.FaultIn(e)}";
            return null;
        }
    }

    public string Text(string field, int maxLength) =>
        OptionalText(field, maxLength) ?? throw new ArgumentException($"{field} is missing: text of 1 to {maxLength} characters is needed.");

    public string? OptionalText(string field, int maxLength) =>
        properties.TryGet(field, out var value) ? FactFields.Text(field, value.ToString(), maxLength) : null;

    public Uri Uri(string field)
    {
        var text = Text(field, 2048);
        return System.Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new ArgumentException($"{field} '{Names.Shorten(text)}' is not an absolute URI.");
    }

    public double Share(string field) =>
        OptionalShare(field) ?? throw new ArgumentException($"{field} is missing: a number from 0 to 1 is needed.");

    public double? OptionalShare(string field)
    {
        if (!properties.TryGet(field, out var value)) return null;
        return value.Number is >= 0 and <= 1
            ? value.Number
            : throw new ArgumentException($"{field} is '{Names.Shorten(value.ToString())}': a number from 0 to 1 is allowed.");
    }

    /// <summary>A truth value; absent means false.</summary>
    public bool Flag(string field)
    {
        if (!properties.TryGet(field, out var value)) return false;
        return value.Boolean ?? throw new ArgumentException($"{field} is '{Names.Shorten(value.ToString())}': true or false is allowed.");
    }

    public SegmentKey Segment(string field) =>
        SegmentKey.TryCreate(Text(field, SegmentKey.MaxLength), out var key, out var fault) ? key : throw new ArgumentException(fault);

    public T OneOf<T>(string field)
        where T : struct, Enum =>
        OptionalOneOf<T>(field) ?? throw new ArgumentException($"{field} is missing: one of {WireNames<T>.Allowed} is needed.");

    public T? OptionalOneOf<T>(string field)
        where T : struct, Enum
    {
        if (!properties.TryGet(field, out var value)) return null;
        return WireNames<T>.TryParse(value.ToString(), out var parsed)
            ? parsed
            : throw new ArgumentException($"{field} is '{Names.Shorten(value.ToString())}': {WireNames<T>.Allowed} are allowed.");
    }
}
