using Ttv.Text;

namespace Ttv.Events;

/// <summary>The rules of a fact's fields, and how optional ones are collected.</summary>
internal static class FactFields
{
    public static string Text(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value)) throw new ArgumentException($"{field} is empty: 1 to {maxLength} characters are allowed.", field);
        return value.Length <= maxLength
            ? value
            : throw new ArgumentException($"{field} '{Names.Shorten(value)}' has {value.Length} characters: 1 to {maxLength} are allowed.", field);
    }

    public static Uri AbsoluteUri(string field, Uri? value) =>
        value is { IsAbsoluteUri: true }
            ? value
            : throw new ArgumentException($"{field} '{Names.Shorten(value?.OriginalString ?? "")}' is not an absolute URI.", field);

    public static double Share(string field, double value) =>
        value is >= 0 and <= 1
            ? value + 0.0
            : throw new ArgumentException(FormattableString.Invariant($"{field} is {value}: a number from 0 to 1 is allowed."), field);

    public static T Defined<T>(string field, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentException($"{field} is {value}: {WireNames<T>.Allowed} are allowed.", field);

    /// <summary>What a broken rule says of field, value and what is allowed, without the runtime's note on the parameter.</summary>
    public static string FaultIn(ArgumentException e)
    {
        var parameter = e.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return parameter < 0 ? e.Message : e.Message[..parameter];
    }

    public static PropertyValue? Optional(string? text) => text is null ? default(PropertyValue?) : PropertyValue.Of(text);

    public static EventProperties Collect(params ReadOnlySpan<(string Name, PropertyValue? Value)> fields)
    {
        var present = new List<KeyValuePair<string, PropertyValue>>(fields.Length);
        foreach (var (name, value) in fields)
        {
            if (value is { } given) present.Add(new(name, given));
        }

        return EventProperties.Create(present);
    }
}
