namespace Ttv.Benchmarks.Columns;

/// <summary>What the benchmarks of one class share: made once a size, as it takes longer than what is measured, and disposed of when the next is asked for.</summary>
internal static class Shared<T> where T : class, IDisposable
{
    private static (int Size, T? Value) _last;

    public static T Of(int size, Func<int, T> make)
    {
        if (_last.Value is null || _last.Size != size)
        {
            _last.Value?.Dispose();
            _last = default;
            GC.Collect();
            _last = (size, make(size));
        }

        return _last.Value!;
    }
}
