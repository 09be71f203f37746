using System.Text;

namespace Ttv.Ingestion.Fields;

/// <summary>A field that is looked for, and the fields looked for inside it.</summary>
internal sealed class FieldNode(string name, int index)
{
    private FieldNode[] _children = [];

    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    private uint Hash { get; } = NameHash.Of(Encoding.UTF8.GetBytes(name));

    /// <summary>The place of its value among those of a line.</summary>
    public int Index { get; } = index;

    /// <summary>Whether anything but an object or null is a fault of the line.</summary>
    public bool IsSection { get; set; }

    /// <summary>Whether its own value is asked for, not only what stands inside it.</summary>
    public bool IsField { get; set; }

    public FieldNode? Find(ReadOnlySpan<byte> name) => Find(name, NameHash.Of(name));

    public FieldNode? Find(ReadOnlySpan<byte> name, uint hash)
    {
        foreach (var child in _children)
        {
            if (child.Hash == hash && name.SequenceEqual(child.Name)) return child;
        }

        return null;
    }

    public FieldNode Add(FieldNode child)
    {
        _children = [.. _children, child];
        return child;
    }
}
