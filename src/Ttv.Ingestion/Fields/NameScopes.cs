namespace Ttv.Ingestion.Fields;

/// <summary>The names given so far in each open object of a line: a name given twice is a fault.</summary>
internal sealed class NameScopes
{
    /// <summary>More names than this in one line are left to the reading of objects, which counts properties.</summary>
    private const int MaxNames = 1000;

    private readonly (int Start, int Length, uint Hash)[] _names = new (int, int, uint)[MaxNames];
    private readonly (int FirstName, ulong Seen)[] _scopes = new (int, ulong)[Depths];
    private int _count;
    private int _total;

    /// <summary>How many objects and arrays may be open at once.</summary>
    public const int Depths = 64;

    public void Clear() => (_count, _total) = (0, 0);

    public void Open(int depth) => _scopes[depth] = (_count, 0);

    public void Close(int depth) => _count = _scopes[depth].FirstName;

    /// <summary>Adds a name to the object at a depth, by its <see cref="NameHash"/>; false where it may be there already, or there are too many.</summary>
    public bool TryAdd(int depth, ReadOnlySpan<byte> text, int start, int length, uint hash)
    {
        if (!TryCount()) return false;
        ref var scope = ref _scopes[depth];
        // One bit of 64 a name: only where it is set already are the names compared.
        var bit = 1UL << (int)(hash >> 26);
        if ((scope.Seen & bit) != 0 && IsKnown(scope.FirstName, text, text.Slice(start, length), hash)) return false;
        scope.Seen |= bit;
        _names[_count++] = (start, length, hash);
        return true;
    }

    /// <summary>Counts a name that needs no comparison; false where there are too many.</summary>
    public bool TryCount() => ++_total <= MaxNames;

    private bool IsKnown(int first, ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, uint hash)
    {
        for (var i = first; i < _count; i++)
        {
            var (start, length, known) = _names[i];
            if (known == hash && text.Slice(start, length).SequenceEqual(name)) return true;
        }

        return false;
    }
}
