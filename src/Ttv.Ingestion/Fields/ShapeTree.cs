using System.Runtime.CompilerServices;

namespace Ttv.Ingestion.Fields;

/// <summary>
/// The shapes of lines seen before. A log's lines are mostly alike: between their values stand the same keys, in the same
/// order, with the same punctuation. Each shape is a path through a tree of these pieces, learnt from a line that the strict
/// walk accepted; a line that follows such a path to its end has the same structure, and its values need only be found.
/// </summary>
/// <remarks>
/// A text without an escape or a control character, a number without an exponent, <c>true</c>, <c>false</c> and <c>null</c>
/// are all the values known here: anything else follows no path. The text of a line must be valid UTF-8.
/// </remarks>
internal sealed class ShapeTree
{
    private const int MaxPieces = 4096;
    private const int MaxSiblings = 16;

    private readonly BytePool _bytes = new(1 << 18);
    private Piece[] _pieces = new Piece[64];
    private int _count = 1;

    private enum Next : byte
    {
        End,
        Text,
        Number,
        Word,
    }

    /// <summary>Bytes that every line of a shape has, and what follows them.</summary>
    private struct Piece
    {
        public int Start;
        public int Length;
        public Next Next;
        public int Value;
        public int FirstChild;
        public int Sibling;
    }

    /// <summary>Follows a known shape through the line that begins at a position; gives where it ends, or -1.</summary>
    /// <param name="text">Lines, followed by <see cref="Blocks.Block.Padding"/> zeros.</param>
    /// <param name="stops">The map of the lines.</param>
    /// <param name="position">Where the line begins.</param>
    /// <param name="values">Takes the values, by their place in the text; cleared by the caller.</param>
    public int Follow(ReadOnlySpan<byte> text, StopMap stops, int position, Span<FieldValue> values)
    {
        if (text.Length > FieldValue.LongestText) return -1;
        var child = _pieces[0].FirstChild;
        while (child != 0)
        {
            ref readonly var piece = ref _pieces[child];
            var start = position + piece.Length;
            if (!_bytes.IsAt(text, position, piece.Start, piece.Length))
            {
                child = piece.Sibling;
                continue;
            }

            if (piece.Next == Next.End)
            {
                if (IsEnd(text, start)) return start;
                child = piece.Sibling;
                continue;
            }

            var value = ValueAt(text, stops, start, piece.Next);
            if (value.Kind == FieldKind.Absent)
            {
                child = piece.Sibling;
                continue;
            }

            if (piece.Value >= 0) values[piece.Value] = value;
            position = start + value.Length;
            child = piece.FirstChild;
        }

        return -1;
    }

    /// <summary>Learns the shape of a line that the strict walk accepted.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="position">Where the line begins.</param>
    /// <param name="end">Where it ends, before LF or CRLF.</param>
    /// <param name="tokens">Its scalars.</param>
    public void Learn(ReadOnlySpan<byte> text, int position, int end, ReadOnlySpan<FieldToken> tokens)
    {
        if (tokens.IsEmpty) return;
        var parent = 0;
        foreach (var token in tokens)
        {
            var next = token.Value.Kind switch
            {
                FieldKind.Text or FieldKind.EscapedText => Next.Text,
                FieldKind.Number => Next.Number,
                _ => Next.Word,
            };
            parent = ChildOf(parent, text[position..token.Value.Start], next, token.Index);
            if (parent == 0) return;
            position = token.Value.Start + token.Value.Length;
        }

        ChildOf(parent, text[position..end], Next.End, -1);
    }

    private int ChildOf(int parent, ReadOnlySpan<byte> bytes, Next next, int value)
    {
        var siblings = 0;
        var last = 0;
        for (var child = _pieces[parent].FirstChild; child != 0; child = _pieces[child].Sibling, siblings++)
        {
            ref readonly var piece = ref _pieces[child];
            if (piece.Next == next && bytes.SequenceEqual(_bytes[piece.Start, piece.Length])) return child;
            last = child;
        }

        if (siblings == MaxSiblings || _count == MaxPieces || _bytes.Add(bytes) is not (>= 0 and var start)) return 0;
        if (_count == _pieces.Length) Array.Resize(ref _pieces, 2 * _count);
        _pieces[_count] = new Piece { Start = start, Length = bytes.Length, Next = next, Value = value };
        if (last == 0) _pieces[parent].FirstChild = _count;
        else _pieces[last].Sibling = _count;
        return _count++;
    }

    /// <summary>A line ends before LF or CRLF, or with the log.</summary>
    private static bool IsEnd(ReadOnlySpan<byte> text, int position) =>
        text[position] == '\n' || (text[position] == '\r' && text[position + 1] == '\n') || position == text.Length - Blocks.Block.Padding;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldValue ValueAt(ReadOnlySpan<byte> text, StopMap stops, int start, Next next) => next switch
    {
        Next.Text => TextAt(text, stops, start),
        Next.Number => NumberAt(text, start),
        _ => ValueScan.WordAt(text, start),
    };

    private static FieldValue TextAt(ReadOnlySpan<byte> text, StopMap stops, int start)
    {
        var end = stops.Next(start);
        return text[end] == '"' ? new FieldValue(FieldKind.Text, start, end - start) : default;
    }

    /// <summary>What follows the digits is compared with the next piece, so that <c>12a</c> follows no path.</summary>
    private static FieldValue NumberAt(ReadOnlySpan<byte> text, int start)
    {
        var length = ValueScan.EndOfPlainNumber(text, start) - start;
        return length is > 0 and <= ValueScan.LongestPlainNumber ? new FieldValue(FieldKind.Number, start, length) : default;
    }
}
