namespace Ttv.Ingestion.Fields;

/// <content>Names: along the path of an object seen before, or one by one.</content>
internal sealed partial class StrictWalk
{
    private readonly NamePaths _paths = new();
    private readonly NameScopes _names = new();

    /// <summary>An open object: the field it stands for, and how far its names follow a path.</summary>
    private struct Scope
    {
        public FieldNode? Field;
        public int Path;
        public bool IsLost;
    }

    private void Open(int depth, FieldNode? field, int path)
    {
        _scopes[depth] = new Scope { Field = field, Path = Math.Max(path, 0), IsLost = path < 0 };
        _names.Open(depth);
    }

    /// <summary>Reads a name and its colon; gives where the value begins, or -1.</summary>
    private int NameAt(ReadOnlySpan<byte> text, StopMap stops, int position, ref Scope scope, int depth, out FieldNode? field)
    {
        field = null;
        if (!scope.IsLost && _paths.Follow(text, ref position, scope.Path, out field) is > 0 and var next)
        {
            if (!_names.TryCount()) return -1;
            scope.Path = next;
        }
        else if ((position = NewNameAt(text, stops, position, ref scope, depth, out field)) < 0)
        {
            return -1;
        }

        position = ValueScan.SkipSpace(text, position);
        return text[position] == ':' ? ValueScan.SkipSpace(text, position + 1) : -1;
    }

    /// <summary>Reads a name that does not follow the path of its object, and lets the path go on with it; gives where it ends, or -1.</summary>
    private int NewNameAt(ReadOnlySpan<byte> text, StopMap stops, int position, ref Scope scope, int depth, out FieldNode? field)
    {
        field = null;
        if (text[position] != '"') return -1;
        var end = stops.Next(position + 1);
        if (text[end] != '"' || end == position + 1) return -1;
        var name = text[(position + 1)..end];
        var quoted = text[position..(end + 1)];
        var hash = NameHash.Of(name);
        if (_paths.Holds(scope.Path, quoted, hash) || !_names.TryAdd(depth, text, position + 1, name.Length, hash)) return -1;
        if (plan.DottedKeysMatter && depth > 0 && name.Contains((byte)'.')) return -1;
        field = scope.Field?.Find(name, hash);
        if (!scope.IsLost)
        {
            var path = _paths.Learn(scope.Path, quoted, hash, field);
            if (path < 0) scope.IsLost = true;
            else scope.Path = path;
        }

        return end + 1;
    }
}
