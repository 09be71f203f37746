using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ttv.Events;
using Ttv.Journeys;

namespace Ttv.Ingestion.Fields;

/// <summary>What product events one reader has seen - a name and the properties that are needed - by their bytes, and their codes in the sink.</summary>
internal sealed class ReadingTable(ValueList<string> names, (int First, int Second)[] places)
{
    /// <summary>A log may hold any number of values, so that a table this large starts anew.</summary>
    private const int MaxReadings = 1 << 16;

    private readonly byte[] _key = new byte[Utf8Interner<EventBody>.LongestKey];
    private readonly List<int> _codes = [];
    private Utf8Interner<EventBody> _known = new();

    /// <summary>The number of a name and its properties in this table, or -1 where they are not for this table to judge.</summary>
    public int NumberOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ReadOnlySpan<FieldValue> values)
    {
        var length = WriteKey(line, name, values);
        if (length < 0) return -1;
        var bytes = _key.AsSpan(0, length);
        var key = Utf8Key.Of(bytes);
        var number = _known.Find(key, bytes);
        if (number >= 0) return number;
        var text = Encoding.UTF8.GetString(name);
        // Facts need all their properties.
        if (text.StartsWith(Fact.Prefix, StringComparison.Ordinal) || !EventBody.TryRead(text, PropertiesOf(line, values), out var body, out _)) return -1;
        return _known.Add(key, bytes, body!);
    }

    /// <summary>Asks the sink for the codes of what was seen since the last time.</summary>
    public ReadOnlySpan<int> CodesIn(ICodedEventSink sink)
    {
        for (var i = _codes.Count; i < _known.Count; i++) _codes.Add(sink.CodeOf(_known[i]));
        return CollectionsMarshal.AsSpan(_codes);
    }

    /// <summary>Forgets a table that has grown too large. Numbers given before are void.</summary>
    public void Trim()
    {
        if (_known.Count < MaxReadings) return;
        _known = new Utf8Interner<EventBody>();
        _codes.Clear();
    }

    /// <summary>The name, and behind a zero each property that is there: its place, kind, length and bytes. No name holds a zero.</summary>
    private int WriteKey(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ReadOnlySpan<FieldValue> values)
    {
        if (name.Length >= _key.Length) return -1;
        name.CopyTo(_key);
        var length = name.Length;
        for (var i = 0; i < places.Length; i++)
        {
            var value = ValueAt(values, i);
            if (value.Kind is FieldKind.Absent or FieldKind.Null or FieldKind.Object) continue;
            if (length + 8 + value.Length > _key.Length) return -1;
            var entry = _key.AsSpan(length);
            entry[0] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[1..], (ushort)i);
            entry[3] = (byte)value.Kind;
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], value.Length);
            value.In(line).CopyTo(entry[8..]);
            length += 8 + value.Length;
        }

        return length;
    }

    private FieldValue ValueAt(ReadOnlySpan<FieldValue> values, int property)
    {
        var (first, second) = places[property];
        var value = values[first];
        return value.Kind is FieldKind.Absent or FieldKind.Null or FieldKind.Object ? values[second] : value;
    }

    private EventProperties PropertiesOf(ReadOnlySpan<byte> line, ReadOnlySpan<FieldValue> values)
    {
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        for (var i = 0; i < places.Length; i++)
        {
            var value = ValueAt(values, i);
            if (Read(line, value) is { } property) properties.Add(new(names[i], property));
        }

        return EventProperties.Create(properties);
    }

    private static PropertyValue? Read(ReadOnlySpan<byte> line, FieldValue value) => value.Kind switch
    {
        FieldKind.Text or FieldKind.Array => PropertyValue.Of(Encoding.UTF8.GetString(value.In(line))),
        FieldKind.EscapedText => PropertyValue.Of(Unescape(line.Slice(value.Start - 1, value.Length + 2))),
        FieldKind.Number => PropertyValue.Of(Utf8Parser.TryParse(value.In(line), out double number, out _) ? number : 0),
        FieldKind.True => PropertyValue.Of(true),
        FieldKind.False => PropertyValue.Of(false),
        _ => default(PropertyValue?),
    };

    private static string Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
