using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Ttv.Ingestion.Json;
using Ttv.Ingestion.Lines;

namespace Ttv.Ingestion;

/// <summary>One object of a definitions file: reads fields by name, notes every fault with its place, and at the end every field it does not know.</summary>
internal sealed partial class JsonSection
{
    private readonly JsonElement _json;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public JsonSection(JsonElement json, string at, List<string> faults)
    {
        (_json, At, Faults) = (json, at, faults);
        if (json.ValueKind != JsonValueKind.Object) Fault($"{At} is {JsonFields.Describe(json)}: an object is needed.");
    }

    public string At { get; }

    public List<string> Faults { get; }

    public void Fault(string fault) => Faults.Add(fault);

    public JsonElement? Find(string name)
    {
        _known.Add(name);
        return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string? Text(string name, bool needed = false)
    {
        if (Find(name) is not { } value)
        {
            if (needed) Fault($"{Place(name)} is missing: text is needed.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Wrong(name, value, "text is needed");
        return null;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } value) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Wrong(name, value, "true or false is needed");
        return otherwise;
    }

    public int Number(string name, int otherwise)
    {
        if (Find(name) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        Wrong(name, value, "a whole number is needed");
        return otherwise;
    }

    public T? OneOf<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (WireName.TryParse<T>(text, out var value)) return value;
        Fault($"{Place(name)} is {LineException.Quote(text)}: {WireName.Allowed<T>()} are allowed.");
        return null;
    }

    public Duration? Time(string name, bool needed = false)
    {
        if (Text(name, needed) is not { } text) return null;
        var match = Durations().Match(text);
        if (match.Success)
        {
            var ticks = 0.0;
            for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
            {
                ticks += double.Parse(match.Groups["n"].Captures[i].ValueSpan, CultureInfo.InvariantCulture) * match.Groups["u"].Captures[i].ValueSpan switch
                {
                    "w" => 7 * NodaConstants.TicksPerDay,
                    "d" => NodaConstants.TicksPerDay,
                    "h" => NodaConstants.TicksPerHour,
                    "m" => NodaConstants.TicksPerMinute,
                    _ => NodaConstants.TicksPerSecond,
                };
            }

            if (ticks < 1e17) return Duration.FromTicks(Math.Round(ticks / 10) * 10);
        }

        Fault($"{Place(name)} is {LineException.Quote(text)}: a duration such as 90m, 72h, 7d or 1d12h is allowed.");
        return null;
    }

    public Instant? Instant(string name, DateTimeZone zone)
    {
        if (Text(name) is not { } text) return null;
        if (Times.TryParseIso(text, zone, out var instant)) return instant;
        Fault($"{Place(name)} is {LineException.Quote(text)}: an ISO 8601 time such as 2026-03-02T09:00:00Z is allowed.");
        return null;
    }

    public Uri? Link(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)) return uri;
        Fault($"{Place(name)} is {LineException.Quote(text)}: an absolute URI is allowed.");
        return null;
    }

    public JsonSection? Section(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new JsonSection(value, Place(name), Faults);
        Wrong(name, value, "an object is needed");
        return null;
    }

    /// <summary>The elements of an array, with their places; none where it is absent.</summary>
    public IEnumerable<(JsonElement Value, string At)> Items(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().Select((v, i) => (v, $"{Place(name)}[{i}]")).ToArray();
        Wrong(name, value, "an array is needed");
        return [];
    }

    public ValueList<string>? Texts(string name)
    {
        if (Find(name) is null) return null;
        var texts = new List<string>();
        foreach (var (value, at) in Items(name))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) texts.Add(text);
            else Fault($"{at} is {JsonFields.Describe(value)}: text is needed.");
        }

        return [.. texts];
    }

    /// <summary>Notes every field that nothing asked for.</summary>
    public void Close()
    {
        if (_json.ValueKind != JsonValueKind.Object) return;
        foreach (var field in _json.EnumerateObject().Where(f => !_known.Contains(f.Name)))
            Fault($"{Place(field.Name)} is unknown: {string.Join(", ", _known.Order(StringComparer.Ordinal))} are allowed.");
    }

    public string Place(string name) => At == "$" ? name : $"{At}.{name}";

    /// <summary>Runs a factory and notes what it refuses with this section's place.</summary>
    public T? Make<T>(Func<T> create)
        where T : class
    {
        try
        {
            return create();
        }
        catch (TtvValidationException e)
        {
            foreach (var fault in e.Faults) Fault($"{At}: {fault}");
        }
        catch (ArgumentException e)
        {
            var parameter = e.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
            Fault($"{At}: {(parameter < 0 ? e.Message : e.Message[..parameter])}");
        }

        return null;
    }

    private void Wrong(string name, JsonElement value, string needed) => Fault($"{Place(name)} is {JsonFields.Describe(value)}: {needed}.");

    [GeneratedRegex(@"^(?:(?<n>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?<u>[wdhms]))+$")]
    private static partial Regex Durations();
}
