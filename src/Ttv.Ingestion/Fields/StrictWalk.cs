namespace Ttv.Ingestion.Fields;

/// <summary>
/// Walks one line byte by byte and notes where the fields of a plan stand. It answers with no end whenever the line could be
/// faulty, or could mean something that only the reading of objects judges; what it accepts has no fault.
/// </summary>
internal sealed partial class StrictWalk(FieldPlan plan)
{
    private const int MaxTokens = 256;

    private readonly NameScopes _names = new();
    private readonly FieldNode?[] _scopes = new FieldNode?[NameScopes.Depths];
    private readonly FieldToken[] _tokens = new FieldToken[MaxTokens];
    private int _count;
    private bool _isPlain;

    /// <summary>The scalars of the line just accepted, in order; empty where they do not tell its shape.</summary>
    public ReadOnlySpan<FieldToken> Tokens => _isPlain ? _tokens.AsSpan(0, _count) : [];

    /// <summary>Walks the line that begins at a position; gives where it ends, at its line feed or behind the last line, or -1.</summary>
    /// <param name="text">Lines of valid UTF-8, followed by <see cref="Blocks.Block.Padding"/> zeros.</param>
    /// <param name="stops">The map of the lines.</param>
    /// <param name="position">Where the line begins.</param>
    /// <param name="values">Takes the values, by their place in the text; cleared by the caller.</param>
    public int Read(ReadOnlySpan<byte> text, StopMap stops, int position, Span<FieldValue> values)
    {
        position = ValueScan.SkipSpace(text, position);
        if (text[position] != '{') return -1;
        _names.Clear();
        _names.Open(0);
        _scopes[0] = plan.Root;
        (_count, _isPlain) = (0, true);
        var depth = 0;
        position = ValueScan.SkipSpace(text, position + 1);
        var isOpen = text[position] != '}';
        while (true)
        {
            if (isOpen)
            {
                var name = NameAt(text, stops, position, depth, out var field);
                if (name < 0) return -1;
                position = name;
                if (text[position] == '{')
                {
                    if (++depth == NameScopes.Depths) return -1;
                    Enter(depth, field, position, values);
                    position = ValueScan.SkipSpace(text, position + 1);
                    isOpen = text[position] != '}';
                    continue;
                }

                position = ReadValue(text, stops, position, depth, field, values);
                if (position < 0) return -1;
                position = ValueScan.SkipSpace(text, position);
            }

            isOpen = text[position] == ',';
            if (!isOpen)
            {
                if (text[position] != '}') return -1;
                _names.Close(depth);
                if (depth-- == 0) return EndOfLine(text, position + 1);
            }

            position = ValueScan.SkipSpace(text, position + 1);
        }
    }

    /// <summary>Reads a name and its colon; gives where the value begins, or -1.</summary>
    private int NameAt(ReadOnlySpan<byte> text, StopMap stops, int position, int depth, out FieldNode? field)
    {
        field = null;
        if (text[position] != '"') return -1;
        var start = position + 1;
        var end = stops.Next(start);
        if (text[end] != '"' || end == start) return -1;
        var name = text[start..end];
        var hash = NameHash.Of(name);
        if (!_names.TryAdd(depth, text, start, name.Length, hash)) return -1;
        if (plan.DottedKeysMatter && depth > 0 && name.Contains((byte)'.')) return -1;
        field = _scopes[depth]?.Find(name, hash);
        position = ValueScan.SkipSpace(text, end + 1);
        return text[position] == ':' ? ValueScan.SkipSpace(text, position + 1) : -1;
    }

    private void Enter(int depth, FieldNode? field, int position, Span<FieldValue> values)
    {
        if (field is not null)
        {
            values[field.Index] = new FieldValue(FieldKind.Object, position, 1);
            _isPlain &= field.IsSection || !field.IsField;
        }

        _scopes[depth] = field;
        _names.Open(depth);
    }

    /// <summary>Reads a value that is no object; gives where it ends, or -1.</summary>
    private int ReadValue(ReadOnlySpan<byte> text, StopMap stops, int position, int depth, FieldNode? field, Span<FieldValue> values)
    {
        if (text[position] == '[')
        {
            if (field is { IsSection: true }) return -1;
            var end = SkipValue(text, stops, position, depth + 1);
            if (end >= 0 && field is not null) values[field.Index] = new FieldValue(FieldKind.Array, position, end - position);
            _isPlain = false;
            return end;
        }

        var value = ScalarAt(text, stops, position);
        if (value.Kind == FieldKind.Absent || !IsSound(text, value)) return -1;
        if (field is { IsSection: true })
        {
            if (value.Kind != FieldKind.Null) return -1;
            // The same shape with another word there would be a fault.
            _isPlain = false;
        }

        if (field is not null) values[field.Index] = value;
        if (_count < MaxTokens) _tokens[_count++] = new FieldToken(value, field?.Index ?? -1);
        else _isPlain = false;
        return EndOf(value);
    }

    private static FieldValue ScalarAt(ReadOnlySpan<byte> text, StopMap stops, int position)
    {
        if (text[position] == '"')
        {
            var start = position + 1;
            var end = stops.Next(start);
            if (text[end] == '"') return new FieldValue(FieldKind.Text, start, end - start);
            end = ValueScan.EndOfEscaped(text, stops, end);
            return end < 0 ? default : new FieldValue(FieldKind.EscapedText, start, end - start);
        }

        if (text[position] is (byte)'t' or (byte)'f' or (byte)'n') return ValueScan.WordAt(text, position);
        var behind = ValueScan.EndOfNumber(text, position);
        return behind < 0 ? default : new FieldValue(FieldKind.Number, position, behind - position);
    }

    private static bool IsSound(ReadOnlySpan<byte> text, in FieldValue value) => value.Kind switch
    {
        FieldKind.EscapedText => ValueScan.IsSoundText(value.In(text)),
        FieldKind.Number => ValueScan.IsFinite(value.In(text)),
        _ => true,
    };

    /// <summary>Behind a scalar, and behind its quote.</summary>
    private static int EndOf(in FieldValue value) => value.Start + value.Length + (value.Kind is FieldKind.Text or FieldKind.EscapedText ? 1 : 0);

    private static int EndOfLine(ReadOnlySpan<byte> text, int position)
    {
        position = ValueScan.SkipSpace(text, position);
        return text[position] == '\n' || position == text.Length - Blocks.Block.Padding ? position : -1;
    }
}
