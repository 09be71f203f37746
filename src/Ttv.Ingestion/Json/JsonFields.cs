using System.Text.Json;
using NodaTime;
using Ttv.Events;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion.Json;

/// <summary>The fields of a JSON object, read by name with faults that say where they stand.</summary>
internal readonly struct JsonFields(JsonElement json, string at)
{
    private const int MaxProperties = 2000;

    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Text that is there and not empty.</summary>
    public string Text(string name) => OptionalText(name) ?? throw LineException.Missing(at + name);

    /// <summary>Text, or null where it is absent, null or empty.</summary>
    public string? OptionalText(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) throw Wrong(name, value, "text is needed");
        return TextOf(name, value) is { Length: > 0 } text ? text : null;
    }

    /// <summary>An id: text, or a number by its exact digits; null where it is absent, null or empty.</summary>
    public string? OptionalId(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => TextOf(name, value) is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Wrong(name, value, "text or a number is needed"),
        };
    }

    /// <summary>The account by the caller's dotted path, or else by the format's own rule.</summary>
    public string Account(string? path, Func<string> own)
    {
        if (path is null) return own();
        var fields = this;
        var names = path.Split('.');
        for (var i = 0; i < names.Length - 1; i++) fields = fields.OptionalObject(names[i]) ?? throw LineException.Missing(path);
        return fields.OptionalId(names[^1]) ?? throw LineException.Missing(path);
    }

    public JsonFields? OptionalObject(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value, $"{at}{name}.") : throw Wrong(name, value, "an object is needed");
    }

    /// <summary>The only field's id in an object of ids, such as the one group an event belongs to; null where there is not exactly one.</summary>
    public string? SingleId(string name)
    {
        if (OptionalObject(name) is not { } fields) return null;
        string? only = null;
        var count = 0;
        foreach (var field in fields.Names())
        {
            count++;
            only = fields.OptionalId(field);
        }

        return count == 1 ? only : null;
    }

    /// <summary>An ISO 8601 time, or null where it is absent.</summary>
    public Instant? OptionalTime(string name, DateTimeZone zone) => OptionalText(name) is { } text ? Times.RequireIso(at + name, text, zone) : null;

    /// <summary>Seconds or milliseconds since 1970 as a number or its text, or an ISO 8601 time; null where it is absent.</summary>
    public Instant? OptionalEpochOrTime(string name, DateTimeZone zone)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number) return Times.RequireEpoch(at + name, NumberOf(name, value));
        return OptionalTime(name, zone);
    }

    /// <summary>Every field as a property, nested objects flattened with dots, arrays as their JSON text, nulls left out.</summary>
    public void AddTo(List<KeyValuePair<string, PropertyValue>> properties, string prefix = "", Func<string, bool>? except = null)
    {
        foreach (var field in json.EnumerateObject())
        {
            var name = NameOf(field);
            if (except?.Invoke(name) == true) continue;
            if (name.Length == 0) throw new LineException(SetAsideReasons.InvalidValue, $"{at} has a field without a name: at least one character is needed.");
            if (properties.Count >= MaxProperties) throw new LineException(SetAsideReasons.InvalidValue, $"The event has more than {MaxProperties} properties.");
            switch (field.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    new JsonFields(field.Value, $"{at}{name}.").AddTo(properties, $"{prefix}{name}.");
                    break;
                case JsonValueKind.Array:
                    properties.Add(new(prefix + name, PropertyValue.Of(field.Value.GetRawText())));
                    break;
                case JsonValueKind.String:
                    properties.Add(new(prefix + name, PropertyValue.Of(TextOf(name, field.Value))));
                    break;
                case JsonValueKind.Number:
                    properties.Add(new(prefix + name, PropertyValue.Of(NumberOf(name, field.Value))));
                    break;
                case JsonValueKind.True or JsonValueKind.False:
                    properties.Add(new(prefix + name, PropertyValue.Of(field.Value.GetBoolean())));
                    break;
                default:
                    break;
            }
        }
    }

    public EventProperties ToProperties(Func<string, bool>? except = null)
    {
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        AddTo(properties, "", except);
        return EventProperties.Create(properties);
    }

    private IEnumerable<string> Names() => json.EnumerateObject().Select(NameOf);

    private JsonElement? Find(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private double NumberOf(string name, JsonElement value) =>
        value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new LineException(SetAsideReasons.NumberOutOfRange, $"{at}{name} is {LineException.Quote(value.GetRawText())}: a number within ±1.8e308 is allowed.");

    /// <summary>Escapes such as a lone \ud800 are valid JSON and no valid text.</summary>
    private string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new LineException(SetAsideReasons.InvalidValue, $"{at}{name} is not valid text: it holds half of a surrogate pair.");
        }
    }

    private static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw new LineException(SetAsideReasons.InvalidValue, "A field's name is not valid text: it holds half of a surrogate pair.");
        }
    }

    private LineException Wrong(string name, JsonElement value, string needed) =>
        new(SetAsideReasons.WrongType, $"{at}{name} is {Describe(value)}: {needed}.");
}
