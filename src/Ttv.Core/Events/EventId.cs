using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Ttv.Text;

namespace Ttv.Events;

/// <summary>
/// Identifies one event within its account: two events of an account with the same id are the same event, told twice.
/// An ordinal string of 1 to 256 characters without control characters.
/// </summary>
/// <remarks><c>default(EventId)</c> names no event: reading its <see cref="Value"/> throws. Immutable.</remarks>
public readonly record struct EventId
{
    /// <summary>The longest id allowed, in UTF-16 characters.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    private EventId(string value) => _value = value;

    /// <summary>The id as given.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default(EventId)</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("default(EventId) names no event.");

    /// <summary>Makes an id of a string of 1 to 256 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The string is null, empty, too long or holds a control character.</exception>
    public static EventId Create(string value) =>
        TryCreate(value, out var id, out var fault) ? id : throw new ArgumentException(fault, nameof(value));

    /// <summary>Makes an id without throwing; <paramref name="fault"/> says what is allowed when it returns false.</summary>
    public static bool TryCreate(string? value, out EventId id, out string? fault)
    {
        fault = Names.FaultOf("event id", value, MaxLength);
        id = fault is null ? new EventId(value!) : default;
        return fault is null;
    }

    /// <summary>
    /// The id of an event that came without one: the first 128 bits of SHA-256 over its account, time, name and properties.
    /// Two events that agree in all of these are one event.
    /// </summary>
    public static EventId OfContent(AccountId account, Instant occurredAt, EventBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var text = new StringBuilder()
            .Append(account.Value.Length).Append(':').Append(account.Value).Append('\n')
            .Append(Instants.ToMicroseconds(occurredAt)).Append('\n')
            .Append(body.Name.Length).Append(':').Append(body.Name).Append('\n');
        body.ToProperties().AppendCanonical(text);
        return OfHash(text.ToString());
    }

    internal static EventId OfHash(string canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(canonical), hash);
        return new EventId("sha256:" + Convert.ToHexStringLower(hash[..16]));
    }

    /// <summary>The id as given, or an empty string for the default.</summary>
    public override string ToString() => _value ?? "";
}
