using Ttv.Text;

namespace Ttv;

/// <summary>
/// Identifies one customer account. An ordinal string of 1 to 128 characters without control characters;
/// two ids are the same account only if every character is equal.
/// </summary>
/// <remarks><c>default(AccountId)</c> names no account: reading its <see cref="Value"/> throws.
/// Immutable and safe to share between threads.</remarks>
public readonly record struct AccountId : IComparable<AccountId>
{
    /// <summary>The longest id allowed, in UTF-16 characters.</summary>
    public const int MaxLength = 128;

    private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <summary>The id as given.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default(AccountId)</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("default(AccountId) names no account.");

    /// <summary>Whether this is <c>default(AccountId)</c>, which names no account.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes an id of a string of 1 to 128 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The string is null, empty, too long or holds a control character.</exception>
    public static AccountId Create(string value) =>
        TryCreate(value, out var id, out var fault) ? id : throw new ArgumentException(fault, nameof(value));

    /// <summary>Makes an id without throwing; <paramref name="fault"/> says what is allowed when it returns false.</summary>
    public static bool TryCreate(string? value, out AccountId id, out string? fault)
    {
        fault = Names.FaultOf("account id", value, MaxLength);
        id = fault is null ? new AccountId(value!) : default;
        return fault is null;
    }

    /// <summary>Orders ids by ordinal comparison of their characters.</summary>
    public int CompareTo(AccountId other) => string.CompareOrdinal(_value, other._value);

    /// <summary>Whether the left id comes before the right one in ordinal order.</summary>
    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes after the right one in ordinal order.</summary>
    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id is the right one or comes before it in ordinal order.</summary>
    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id is the right one or comes after it in ordinal order.</summary>
    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    /// <summary>The id as given, or an empty string for the default.</summary>
    public override string ToString() => _value ?? "";
}
