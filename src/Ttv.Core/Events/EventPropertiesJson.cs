using System.Buffers;
using System.Text;
using System.Text.Json;
using Ttv.Text;

namespace Ttv.Events;

/// <summary>
/// Properties as one flat JSON object of texts, numbers and truth values, as they lie in a store. It round-trips exactly,
/// but for halves of surrogate pairs in a text, which become U+FFFD.
/// </summary>
/// <remarks>Nested documents are the readers' business, see <see cref="EventProperties"/>. Thread-safe.</remarks>
public static class EventPropertiesJson
{
    /// <summary>Writes properties as one JSON object.</summary>
    public static void Write(EventProperties properties, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            switch (value.Kind)
            {
                case PropertyKind.Number:
                    json.WriteNumber(name, value.Number!.Value);
                    break;
                case PropertyKind.Boolean:
                    json.WriteBoolean(name, value.Boolean!.Value);
                    break;
                default:
                    json.WriteString(name, value.ToString());
                    break;
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The properties as JSON text.</summary>
    public static string ToJson(EventProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (properties.Count == 0) return "{}";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer)) Write(properties, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads properties. A null is passed over.</summary>
    /// <exception cref="TtvValidationException">It is no JSON object of texts, numbers and truth values.</exception>
    public static EventProperties Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json == "{}") return EventProperties.Empty;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Fault("the properties", "no object: an object is needed");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = TextOf(ref reader);
                reader.Read();
                switch (reader.TokenType)
                {
                    case JsonTokenType.String:
                        properties.Add(new(name, PropertyValue.Of(TextOf(ref reader))));
                        break;
                    case JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number):
                        properties.Add(new(name, PropertyValue.Of(number)));
                        break;
                    case JsonTokenType.True or JsonTokenType.False:
                        properties.Add(new(name, PropertyValue.Of(reader.TokenType == JsonTokenType.True)));
                        break;
                    case JsonTokenType.Null:
                        break;
                    default:
                        throw Fault(Names.Shorten(name), $"{reader.TokenType}: text, a number within ±1.8e308, true or false is allowed");
                }
            }

            reader.Read();
            return EventProperties.Create(properties);
        }
        catch (JsonException e)
        {
            throw new TtvValidationException("event properties", [$"byte {e.BytePositionInLine + 1}: {e.Message}"]);
        }
        catch (ArgumentException e)
        {
            throw new TtvValidationException("event properties", [FactFields.FaultIn(e)]);
        }

        static string TextOf(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // The reader's own word for an escape that is half of a surrogate pair.
                throw Fault($"the text that ends at byte {reader.BytesConsumed}", "no whole UTF-16: both halves of a surrogate pair are needed");
            }
        }

        static TtvValidationException Fault(string field, string what) => new("event properties", [$"{field} is {what}."]);
    }
}
