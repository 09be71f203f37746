using System.Text;

namespace Ttv.Ingestion.Fields;

/// <summary>The fields that the reading of a line asks for, by their paths. Each path has one place among the line's values.</summary>
internal sealed class FieldPlan
{
    /// <summary>The line's own object.</summary>
    public FieldNode Root { get; } = new("", 0);

    /// <summary>The number of places.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Whether a key with a dot inside may stand for one of the fields, as properties are flattened with dots.</summary>
    public bool DottedKeysMatter { get; private set; }

    /// <summary>A section: an object, or nothing.</summary>
    public int Section(string name)
    {
        var node = NodeAt([name]);
        node.IsSection = true;
        return node.Index;
    }

    /// <summary>A field by the names on the way to it.</summary>
    public int Field(params ReadOnlySpan<string> path)
    {
        var node = NodeAt(path);
        node.IsField = true;
        return node.Index;
    }

    /// <summary>A property of a section by its flattened name.</summary>
    public int Property(string section, string name)
    {
        DottedKeysMatter |= name.Contains('.', StringComparison.Ordinal);
        return Field([section, .. name.Split('.')]);
    }

    private FieldNode NodeAt(ReadOnlySpan<string> path)
    {
        var node = Root;
        foreach (var name in path)
        {
            node = node.Find(Encoding.UTF8.GetBytes(name)) ?? node.Add(new FieldNode(name, Count++));
        }

        return node;
    }
}
