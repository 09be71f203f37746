using System.Buffers;

namespace Ttv.Analytics.Reviews;

/// <summary>An array of the shared pool that only ever grows, until it is given back.</summary>
internal sealed class ReviewBuffer<T> : IDisposable where T : struct
{
    private T[] _items = [];

    /// <summary>As many items, with whatever they held before.</summary>
    public Span<T> Take(int count)
    {
        if (_items.Length < count)
        {
            Dispose();
            _items = ArrayPool<T>.Shared.Rent(count);
        }

        return _items.AsSpan(0, count);
    }

    public void Dispose()
    {
        if (_items.Length > 0) ArrayPool<T>.Shared.Return(_items);
        _items = [];
    }
}
