using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Ttv.Text;

namespace Ttv;

/// <summary>Reads the fields of one JSON document and notes every fault: the field, its value and what is allowed.</summary>
internal sealed class JsonFieldReader
{
    private readonly string _subject;
    private readonly JsonElement _json;

    private JsonFieldReader(string subject, JsonElement json)
    {
        _subject = subject;
        _json = json;
        if (json.ValueKind != JsonValueKind.Object) throw new TtvValidationException(subject, [$"the {subject} is {Describe(json)}: an object is needed."]);
    }

    public List<string> Faults { get; } = [];

    /// <summary>Reads a document that is one object.</summary>
    /// <exception cref="TtvValidationException">It is no JSON object, or fields are at fault.</exception>
    public static T Parse<T>(string subject, string json, Func<JsonFieldReader, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(new JsonFieldReader(subject, document.RootElement));
        }
        catch (JsonException e)
        {
            throw new TtvValidationException(subject, [$"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {e.Message}"]);
        }
    }

    /// <summary>Notes every field that is not one of those allowed.</summary>
    public void AllowOnly(ValueList<string> names)
    {
        foreach (var field in _json.EnumerateObject())
        {
            if (!names.Contains(field.Name)) Faults.Add($"{Names.Shorten(field.Name)} is not a field of the {_subject}, its value {Describe(field.Value)}: {string.Join(", ", names.AsEnumerable())} are allowed.");
        }
    }

    public void ThrowIfAny() => TtvValidationException.ThrowIfAny(_subject, Faults);

    public string? Text(string field, int maxLength, bool isNeeded)
    {
        if (Find(field, isNeeded) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Fault<string>(field, value, $"a text of 1 to {maxLength} characters");
        var text = TextOf(value);
        if (Names.FaultOf(field, text, maxLength) is { } fault) Faults.Add(fault);
        return text;
    }

    /// <summary>A text of any length, line breaks allowed.</summary>
    public string? FreeText(string field)
    {
        if (Find(field, isNeeded: false) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String ? TextOf(value) : Fault<string>(field, value, "a text");
    }

    public ValueList<string> Texts(string field)
    {
        if (Find(field, isNeeded: true) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)) return value.EnumerateArray().Select(TextOf).ToValueList();
        Fault<string>(field, value, "a list of texts");
        return [];
    }

    public Instant? At(string field, bool isNeeded)
    {
        if (Find(field, isNeeded) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && InstantPattern.ExtendedIso.Parse(TextOf(value)) is { Success: true } parsed) return parsed.Value;
        Fault<string>(field, value, "an instant in ISO 8601 such as 2026-03-02T09:00:00Z");
        return null;
    }

    public int? Integer(string field, int from)
    {
        if (Find(field, isNeeded: true) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= from) return number;
        Fault<string>(field, value, $"a whole number of {from} or more");
        return null;
    }

    public bool? Flag(string field)
    {
        if (Find(field, isNeeded: true) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault<string>(field, value, "true or false");
        return null;
    }

    public T? OneOf<T>(string field, bool isNeeded)
        where T : struct, Enum
    {
        if (Find(field, isNeeded) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && WireName.TryParse<T>(TextOf(value), out var parsed)) return parsed;
        Fault<string>(field, value, WireName.Allowed<T>());
        return null;
    }

    public Uri? Link(string field)
    {
        if (Find(field, isNeeded: false) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && Uri.TryCreate(TextOf(value), UriKind.Absolute, out var uri)) return uri;
        return Fault<Uri>(field, value, "an absolute URI");
    }

    /// <summary>The field's value; null where it is null, which only a field that may be so is allowed. Every field has to stand there.</summary>
    public JsonElement? Find(string field, bool isNeeded)
    {
        if (!_json.TryGetProperty(field, out var value)) Faults.Add($"{field} is missing: every field of the {_subject} is needed, null where nothing is known.");
        else if (value.ValueKind != JsonValueKind.Null) return value;
        else if (isNeeded) Faults.Add($"{field} is null: a value is needed.");
        return null;
    }

    public T? Fault<T>(string field, JsonElement value, string allowed)
        where T : class
    {
        Faults.Add($"{field} is {Describe(value)}: {allowed} is allowed.");
        return null;
    }

    /// <summary>Escapes such as a lone \ud800 are valid JSON and no valid text; what they stand for breaks the rule for names.</summary>
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\ud800";
        }
    }

    private static string Describe(JsonElement value) => Names.Shorten(value.GetRawText());
}
