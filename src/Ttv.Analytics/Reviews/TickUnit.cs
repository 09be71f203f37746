using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ttv.Analytics.Reviews;

/// <summary>
/// Times in a unit that divides them all. Most logs know whole seconds or milliseconds alone: their differences are then
/// small whole numbers, exact as ever, and sort in half the passes.
/// </summary>
internal readonly struct TickUnit
{
    private const long Millisecond = 1_000;
    private const long Second = 1_000_000;

    private readonly ulong _inverse;
    private readonly int _shift;

    /// <param name="microseconds">The unit, 1 or more.</param>
    public TickUnit(long microseconds)
    {
        Microseconds = microseconds;
        _shift = BitOperations.TrailingZeroCount(microseconds);
        _inverse = InverseOf((ulong)microseconds >> _shift);
    }

    public long Microseconds { get; }

    /// <summary>A multiple of the unit over the unit: exact division is a multiplication by the odd part's inverse modulo 2^64.</summary>
    public ulong Over(long multiple) => ((ulong)multiple >> _shift) * _inverse;

    /// <summary>The same for eight.</summary>
    public Vector512<long> Over(Vector512<long> multiples) => (multiples >>> _shift) * Vector512.Create((long)_inverse);

    /// <summary>The coarsest of a second, a millisecond and a microsecond that divides every time; what never came does not count.</summary>
    public static long OfAll(params ReadOnlySpan<long[]> columns)
    {
        var unit = Second;
        foreach (var column in columns)
        {
            foreach (var at in column)
            {
                if (unit == Second && at % Second != 0 && at != OutcomeColumns.Never) unit = Millisecond;
                if (unit == Millisecond && at % Millisecond != 0 && at != OutcomeColumns.Never) return 1;
            }
        }

        return unit;
    }

    /// <summary>Newton's iteration: every step doubles the number of correct low bits, and an odd number is its own inverse to 3 of them.</summary>
    private static ulong InverseOf(ulong odd)
    {
        var inverse = odd;
        for (var bits = 3; bits < 64; bits *= 2) inverse *= 2 - (odd * inverse);
        return inverse;
    }
}
