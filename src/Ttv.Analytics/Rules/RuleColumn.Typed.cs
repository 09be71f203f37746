using System.Numerics;
using System.Runtime.InteropServices;

namespace Ttv.Analytics.Rules;

/// <summary>A column of one of the four types; the kernels see its bits as unsigned numbers.</summary>
internal sealed class RuleColumn<T>(string name, ReadOnlyMemory<T> values) : RuleColumn(name, values.Length)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    internal override long this[int row] => long.CreateTruncating(values.Span[row]);

    internal override void Restrict(in ValueRange range, int firstRow, Span<byte> marks)
    {
        var rows = values.Span.Slice(firstRow, marks.Length);
        var within = range.Within(long.CreateTruncating(T.MinValue), long.CreateTruncating(T.MaxValue));
        if (typeof(T) == typeof(byte)) InRange.Restrict(MemoryMarshal.Cast<T, byte>(rows), within, marks);
        else if (typeof(T) == typeof(int)) InRange.Restrict(MemoryMarshal.Cast<T, uint>(rows), within, marks);
        else InRange.Restrict(MemoryMarshal.Cast<T, ushort>(rows), within, marks);
    }
}
