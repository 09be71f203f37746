namespace Ttv.Ingestion.Fields;

/// <summary>
/// Walks one line byte by byte and notes where the fields of a plan stand. It answers with no end whenever the line could be
/// faulty, or could mean something that only the reading of objects judges; what it accepts has no fault.
/// </summary>
internal sealed partial class StrictWalk(FieldPlan plan)
{
    private const int MaxTokens = 256;

    private readonly Scope[] _scopes = new Scope[NameScopes.Depths];
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
        if (text[position] != '{' || text.Length > FieldValue.LongestText) return -1;
        _names.Clear();
        (_count, _isPlain) = (0, true);
        Open(0, plan.Root, 0);
        var depth = 0;
        position = ValueScan.SkipSpace(text, position + 1);
        var isOpen = text[position] != '}';
        while (true)
        {
            if (isOpen)
            {
                position = NameAt(text, stops, position, ref _scopes[depth], depth, out var field);
                if (position < 0) return -1;
                if (text[position] == '{')
                {
                    if (depth + 1 == NameScopes.Depths) return -1;
                    Enter(++depth, field, position, values);
                    position = ValueScan.SkipSpace(text, position + 1);
                    isOpen = text[position] != '}';
                    continue;
                }

                position = text[position] == '[' ? ReadArray(text, stops, position, depth, field, values) : ReadScalar(text, stops, position, field, values);
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

    private void Enter(int depth, FieldNode? field, int position, Span<FieldValue> values)
    {
        if (field is not null)
        {
            values[field.Index] = new FieldValue(FieldKind.Object, position, 1);
            _isPlain &= field.IsSection || !field.IsField;
        }

        ref readonly var outer = ref _scopes[depth - 1];
        Open(depth, field, outer.IsLost ? -1 : _paths.Inside(outer.Path));
    }

    private int ReadArray(ReadOnlySpan<byte> text, StopMap stops, int position, int depth, FieldNode? field, Span<FieldValue> values)
    {
        if (field is { IsSection: true }) return -1;
        var end = SkipValue(text, stops, position, depth + 1);
        if (end >= 0 && field is not null) values[field.Index] = new FieldValue(FieldKind.Array, position, end - position);
        _isPlain = false;
        return end;
    }

    private int ReadScalar(ReadOnlySpan<byte> text, StopMap stops, int position, FieldNode? field, Span<FieldValue> values)
    {
        var value = ScalarAt(text, stops, position, out var end);
        if (end < 0 || !IsSound(text, value)) return -1;
        var index = -1;
        if (field is not null)
        {
            index = field.Index;
            if (field.IsSection)
            {
                if (value.Kind != FieldKind.Null) return -1;
                // The same shape with another word there would be a fault.
                _isPlain = false;
            }

            values[index] = value;
        }

        if (_count < MaxTokens) _tokens[_count++] = new FieldToken(value, index);
        else _isPlain = false;
        return end;
    }

    private static FieldValue ScalarAt(ReadOnlySpan<byte> text, StopMap stops, int position, out int end)
    {
        if (text[position] == '"')
        {
            var start = position + 1;
            var quote = stops.Next(start);
            var kind = FieldKind.Text;
            if (text[quote] != '"') (kind, quote) = (FieldKind.EscapedText, ValueScan.EndOfEscaped(text, stops, quote));
            end = quote < 0 ? -1 : quote + 1;
            return new FieldValue(kind, start, quote - start);
        }

        if (text[position] is (byte)'t' or (byte)'f' or (byte)'n')
        {
            var word = ValueScan.WordAt(text, position);
            end = word.Kind == FieldKind.Absent ? -1 : position + word.Length;
            return word;
        }

        end = ValueScan.EndOfNumber(text, position);
        return new FieldValue(FieldKind.Number, position, end - position);
    }

    private static bool IsSound(ReadOnlySpan<byte> text, FieldValue value) => value.Kind switch
    {
        FieldKind.EscapedText => ValueScan.IsSoundText(value.In(text)),
        FieldKind.Number => ValueScan.IsFinite(value.In(text)),
        _ => true,
    };

    private static int EndOfLine(ReadOnlySpan<byte> text, int position)
    {
        position = ValueScan.SkipSpace(text, position);
        return text[position] == '\n' || position == text.Length - Blocks.Block.Padding ? position : -1;
    }
}
