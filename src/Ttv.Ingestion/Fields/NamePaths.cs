namespace Ttv.Ingestion.Fields;

/// <summary>
/// The names of objects seen before, in their order, as paths through a tree: a log's objects mostly have the same names, one
/// after the other. Names along a path are sound and differ from one another, so that following it needs no look at them.
/// </summary>
internal sealed class NamePaths
{
    private const int MaxNodes = 4096;
    private const int MaxSiblings = 16;
    private const int LongestPath = 64;

    private readonly BytePool _bytes = new(1 << 17);
    private Node[] _nodes = new Node[64];
    private int _count = 1;

    /// <summary>A name with its quotes; without bytes the beginning of an object.</summary>
    private struct Node
    {
        public int Start;
        public int Length;
        public int FirstChild;
        public int Sibling;
        public int Parent;
        public int Inside;
        public int Depth;
        public uint Hash;
        public FieldNode? Field;
    }

    /// <summary>The next step of a path by the name whose quote stands at a position, or 0.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="position">Where the quote stands; moved behind the name.</param>
    /// <param name="path">The path so far.</param>
    /// <param name="field">The field that the name stands for.</param>
    public int Follow(ReadOnlySpan<byte> text, ref int position, int path, out FieldNode? field)
    {
        var nodes = _nodes;
        for (var child = nodes[path].FirstChild; child != 0; child = nodes[child].Sibling)
        {
            ref readonly var node = ref nodes[child];
            if (!_bytes.IsAt(text, position, node.Start, node.Length)) continue;
            position += node.Length;
            field = node.Field;
            return child;
        }

        field = null;
        return 0;
    }

    /// <summary>Where the paths of an object begin that is the value of a path's last name; -1 where there are too many.</summary>
    public int Inside(int path)
    {
        if (_nodes[path].Inside is > 0 and var known) return known;
        if (_count == MaxNodes) return -1;
        var added = Add(default);
        _nodes[path].Inside = added;
        return added;
    }

    /// <summary>Whether a path has a name already.</summary>
    public bool Holds(int path, ReadOnlySpan<byte> quoted, uint hash)
    {
        for (; _nodes[path].Length > 0; path = _nodes[path].Parent)
        {
            ref readonly var node = ref _nodes[path];
            if (node.Hash == hash && quoted.SequenceEqual(_bytes[node.Start, node.Length])) return true;
        }

        return false;
    }

    /// <summary>Learns a further step of a path: a sound name that the path does not have yet. Gives -1 where there are too many.</summary>
    public int Learn(int path, ReadOnlySpan<byte> quoted, uint hash, FieldNode? field)
    {
        var depth = _nodes[path].Depth + 1;
        var last = 0;
        var siblings = 0;
        for (var child = _nodes[path].FirstChild; child != 0; child = _nodes[child].Sibling, siblings++) last = child;
        if (siblings == MaxSiblings || depth > LongestPath || _count == MaxNodes || _bytes.Add(quoted) is not (>= 0 and var start)) return -1;
        var added = Add(new Node { Start = start, Length = quoted.Length, Parent = path, Depth = depth, Hash = hash, Field = field });
        if (last == 0) _nodes[path].FirstChild = added;
        else _nodes[last].Sibling = added;
        return added;
    }

    private int Add(in Node node)
    {
        if (_count == _nodes.Length) Array.Resize(ref _nodes, 2 * _count);
        _nodes[_count] = node;
        return _count++;
    }
}
