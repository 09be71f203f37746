using System.Runtime.InteropServices;

namespace Ttv.Ingestion.Fields;

/// <summary>The names given so far in each open object of a line: a name given twice is a fault.</summary>
internal sealed class NameScopes
{
    /// <summary>More names than this in one line are left to the reading of objects, which counts properties.</summary>
    private const int MaxNames = 1000;

    private readonly (int Start, int Length, uint Hash)[] _names = new (int, int, uint)[MaxNames];
    private readonly (int FirstName, ulong Seen)[] _scopes = new (int, ulong)[Depths];
    private int _count;

    /// <summary>One more than the deepest nesting that the JSON reader allows.</summary>
    public const int Depths = 65;

    public void Clear() => _count = 0;

    public void Open(int depth) => _scopes[depth] = (_count, 0);

    public void Close(int depth) => _count = _scopes[depth].FirstName;

    /// <summary>Adds a name to the object at a depth; false where it may be there already, or there are too many.</summary>
    public bool TryAdd(int depth, ReadOnlySpan<byte> line, int start, int length)
    {
        if (_count == MaxNames) return false;
        var name = line.Slice(start, length);
        var hash = HashOf(name);
        ref var scope = ref _scopes[depth];
        // One bit of 64 a name: only where it is set already are the names compared.
        var bit = 1UL << (int)(hash >> 26);
        if ((scope.Seen & bit) != 0 && IsKnown(scope.FirstName, line, name, hash)) return false;
        scope.Seen |= bit;
        _names[_count++] = (start, length, hash);
        return true;
    }

    private bool IsKnown(int first, ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, uint hash)
    {
        for (var i = first; i < _count; i++)
        {
            var (start, length, known) = _names[i];
            if (known == hash && line.Slice(start, length).SequenceEqual(name)) return true;
        }

        return false;
    }

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        var (head, tail) = name.Length switch
        {
            >= 8 => (MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name[^8..])),
            >= 4 => (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^4..])),
            > 0 => ((ulong)name[0], ((ulong)name[name.Length >> 1] << 8) | name[^1]),
            _ => (0UL, 0UL),
        };
        return (uint)(((head ^ (tail * 0x9e3779b97f4a7c15)) + (ulong)name.Length) * 0xd6e8feb86659fd93 >> 32);
    }
}
