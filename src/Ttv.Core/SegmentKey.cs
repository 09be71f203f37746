using Ttv.Text;

namespace Ttv;

/// <summary>
/// Names a customer segment: an ordinal string of 1 to 64 characters without control characters, such as <c>founder</c>.
/// </summary>
/// <remarks><c>default(SegmentKey)</c> names no segment: reading its <see cref="Value"/> throws.
/// Immutable and safe to share between threads.</remarks>
public readonly record struct SegmentKey : IComparable<SegmentKey>
{
    /// <summary>The longest key allowed, in UTF-16 characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private SegmentKey(string value) => _value = value;

    /// <summary>The key as given.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default(SegmentKey)</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("default(SegmentKey) names no segment.");

    /// <summary>Whether this is <c>default(SegmentKey)</c>, which names no segment.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes a key of a string of 1 to 64 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The string is null, empty, too long or holds a control character.</exception>
    public static SegmentKey Create(string value) =>
        TryCreate(value, out var key, out var fault) ? key : throw new ArgumentException(fault, nameof(value));

    /// <summary>Makes a key without throwing; <paramref name="fault"/> says what is allowed when it returns false.</summary>
    public static bool TryCreate(string? value, out SegmentKey key, out string? fault)
    {
        fault = Names.FaultOf("segment key", value, MaxLength);
        key = fault is null ? new SegmentKey(value!) : default;
        return fault is null;
    }

    /// <summary>Orders keys by ordinal comparison of their characters.</summary>
    public int CompareTo(SegmentKey other) => string.CompareOrdinal(_value, other._value);

    /// <summary>Whether the left key comes before the right one in ordinal order.</summary>
    public static bool operator <(SegmentKey left, SegmentKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key comes after the right one in ordinal order.</summary>
    public static bool operator >(SegmentKey left, SegmentKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key is the right one or comes before it in ordinal order.</summary>
    public static bool operator <=(SegmentKey left, SegmentKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key is the right one or comes after it in ordinal order.</summary>
    public static bool operator >=(SegmentKey left, SegmentKey right) => left.CompareTo(right) >= 0;

    /// <summary>The key as given, or an empty string for the default.</summary>
    public override string ToString() => _value ?? "";
}
