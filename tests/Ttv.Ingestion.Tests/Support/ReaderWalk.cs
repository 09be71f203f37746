using System.Text.Json;
using Ttv.Ingestion.Fields;

namespace Ttv.Ingestion.Support;

/// <summary>The strict walk over one line by the runtime's own JSON reader: what it accepts and finds is what <see cref="StrictWalk"/> has to accept and find.</summary>
internal sealed class ReaderWalk(FieldPlan plan)
{
    private const int MaxTokens = 256;
    private const int LongestPlainNumber = 300;

    private readonly NameScopes _names = new();
    private readonly FieldNode?[] _scopes = new FieldNode?[NameScopes.Depths];
    private readonly FieldToken[] _tokens = new FieldToken[MaxTokens];
    private int _count;
    private bool _isPlain;

    /// <summary>The scalars of the line just accepted, in order; empty where they do not tell its shape.</summary>
    public ReadOnlySpan<FieldToken> Tokens => _isPlain ? _tokens.AsSpan(0, _count) : [];

    /// <summary>Walks a line of valid UTF-8.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="values">Takes the values; cleared by the caller.</param>
    public bool TryRead(ReadOnlySpan<byte> line, Span<FieldValue> values)
    {
        try
        {
            return Walk(line, values);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Walk(ReadOnlySpan<byte> line, Span<FieldValue> values)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: true, state: default);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        _names.Clear();
        _names.Open(0);
        _scopes[0] = plan.Root;
        (_count, _isPlain) = (0, true);
        var depth = 0;
        FieldNode? field = null;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = reader.ValueSpan;
                    if (reader.ValueIsEscaped || name.IsEmpty || !_names.TryAdd(depth, line, start + 1, name.Length, NameHash.Of(name))) return false;
                    if (plan.DottedKeysMatter && depth > 0 && name.Contains((byte)'.')) return false;
                    field = _scopes[depth]?.Find(name);
                    continue;
                case JsonTokenType.StartObject:
                    if (field is not null)
                    {
                        values[field.Index] = new FieldValue(FieldKind.Object, start, 1);
                        _isPlain &= field.IsSection || !field.IsField;
                    }

                    _scopes[++depth] = field;
                    _names.Open(depth);
                    break;
                case JsonTokenType.StartArray:
                    if (field is { IsSection: true }) return false;
                    if (field is not null) values[field.Index] = new FieldValue(FieldKind.Array, start, 0);
                    _isPlain = false;
                    if (!SkipArray(ref reader, line, depth + 1)) return false;
                    if (field is not null) values[field.Index] = new FieldValue(FieldKind.Array, start, (int)reader.BytesConsumed - start);
                    break;
                case JsonTokenType.EndObject:
                    if (depth > 0) _names.Close(depth--);
                    break;
                default:
                    if (!IsSound(ref reader)) return false;
                    if (field is { IsSection: true })
                    {
                        if (reader.TokenType != JsonTokenType.Null) return false;
                        // The same shape with another word there would be a fault.
                        _isPlain = false;
                    }

                    Note(ref reader, start, field, values);
                    break;
            }

            field = null;
        }

        return true;
    }

    /// <summary>Reads an array to its end: nothing inside is a field, but names are given once in any object.</summary>
    private bool SkipArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, int depth)
    {
        var outer = depth - 1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (reader.ValueIsEscaped || !_names.TryAdd(depth, line, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, NameHash.Of(reader.ValueSpan))) return false;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    _names.Open(++depth);
                    break;
                case JsonTokenType.EndObject:
                    _names.Close(depth--);
                    break;
                case JsonTokenType.EndArray:
                    if (--depth == outer) return true;
                    break;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>Half a surrogate pair can only come from an escape; only an exponent or very many digits leave a double's range.</summary>
    private static bool IsSound(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => !reader.ValueIsEscaped || (reader.ValueSpan.IndexOf("\\ud"u8) < 0 && reader.ValueSpan.IndexOf("\\uD"u8) < 0),
        JsonTokenType.Number => (reader.ValueSpan.Length <= LongestPlainNumber && !reader.ValueSpan.ContainsAny((byte)'e', (byte)'E'))
            || (reader.TryGetDouble(out var number) && double.IsFinite(number)),
        _ => true,
    };

    private void Note(ref Utf8JsonReader reader, int start, FieldNode? field, Span<FieldValue> values)
    {
        var kind = reader.TokenType switch
        {
            JsonTokenType.String => reader.ValueIsEscaped ? FieldKind.EscapedText : FieldKind.Text,
            JsonTokenType.Number => FieldKind.Number,
            JsonTokenType.True => FieldKind.True,
            JsonTokenType.False => FieldKind.False,
            _ => FieldKind.Null,
        };
        var value = new FieldValue(kind, kind is FieldKind.Text or FieldKind.EscapedText ? start + 1 : start, reader.ValueSpan.Length);
        if (field is not null) values[field.Index] = value;
        if (_count < MaxTokens) _tokens[_count++] = new FieldToken(value, field?.Index ?? -1);
        else _isPlain = false;
    }
}
