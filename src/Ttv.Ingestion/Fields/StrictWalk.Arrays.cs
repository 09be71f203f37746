namespace Ttv.Ingestion.Fields;

/// <content>Arrays: nothing inside is a field, but names are given once in any object.</content>
internal sealed partial class StrictWalk
{
    /// <summary>Walks over a value inside an array, or the array itself; gives where it ends, or -1.</summary>
    private int SkipValue(ReadOnlySpan<byte> text, StopMap stops, int position, int depth)
    {
        if (text[position] is not ((byte)'[' or (byte)'{'))
        {
            ScalarAt(text, stops, position, out var behind);
            return behind;
        }

        if (depth == NameScopes.Depths) return -1;
        var isObject = text[position] == '{';
        var close = isObject ? (byte)'}' : (byte)']';
        _names.Open(depth);
        position = ValueScan.SkipSpace(text, position + 1);
        for (var isFirst = true; text[position] != close || !isFirst; isFirst = false)
        {
            if (isObject && (position = SkipName(text, stops, position, depth)) < 0) return -1;
            position = SkipValue(text, stops, position, depth + 1);
            if (position < 0) return -1;
            position = ValueScan.SkipSpace(text, position);
            if (text[position] == close) break;
            if (text[position] != ',') return -1;
            position = ValueScan.SkipSpace(text, position + 1);
        }

        _names.Close(depth);
        return position + 1;
    }

    private int SkipName(ReadOnlySpan<byte> text, StopMap stops, int position, int depth)
    {
        if (text[position] != '"') return -1;
        var start = position + 1;
        var end = stops.Next(start);
        if (text[end] != '"' || !_names.TryAdd(depth, text, start, end - start, NameHash.Of(text[start..end]))) return -1;
        position = ValueScan.SkipSpace(text, end + 1);
        return text[position] == ':' ? ValueScan.SkipSpace(text, position + 1) : -1;
    }
}
