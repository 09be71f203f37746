using System.Globalization;

namespace Ttv.Events;

/// <summary>The value of one event property: text, a number or a truth value.</summary>
/// <remarks><c>default</c> is the empty text. Numbers are IEEE doubles; NaN and infinities are refused. Immutable.</remarks>
public readonly record struct PropertyValue
{
    private readonly string? _text;
    private readonly double _number;

    private PropertyValue(PropertyKind kind, string? text, double number)
    {
        Kind = kind;
        _text = text;
        _number = number;
    }

    /// <summary>What kind of value this is.</summary>
    public PropertyKind Kind { get; }

    /// <summary>The number, or null when this is not one.</summary>
    public double? Number => Kind == PropertyKind.Number ? _number : null;

    /// <summary>The truth value, or null when this is not one.</summary>
    public bool? Boolean => Kind == PropertyKind.Boolean ? _number != 0 : null;

    /// <summary>A text value; any length, null is refused.</summary>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static PropertyValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PropertyValue(PropertyKind.Text, text, 0);
    }

    /// <summary>A finite number; negative zero becomes zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public static PropertyValue Of(double number) =>
        double.IsFinite(number)
            ? new PropertyValue(PropertyKind.Number, null, number + 0.0)
            : throw new ArgumentOutOfRangeException(nameof(number), number, "A property number must be finite.");

    /// <summary>A truth value.</summary>
    public static PropertyValue Of(bool value) => new(PropertyKind.Boolean, null, value ? 1 : 0);

    /// <summary>A text value.</summary>
    public static implicit operator PropertyValue(string text) => Of(text);

    /// <summary>A finite number.</summary>
    public static implicit operator PropertyValue(double number) => Of(number);

    /// <summary>A truth value.</summary>
    public static implicit operator PropertyValue(bool value) => Of(value);

    /// <summary>A finite number.</summary>
    public static PropertyValue FromDouble(double number) => Of(number);

    /// <summary>A truth value.</summary>
    public static PropertyValue FromBoolean(bool value) => Of(value);

    /// <summary>A text value.</summary>
    public static PropertyValue FromString(string text) => Of(text);

    /// <summary>The value as text: the text itself, the shortest round-trip number, <c>true</c> or <c>false</c>.</summary>
    public override string ToString() => Kind switch
    {
        PropertyKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        PropertyKind.Boolean => _number != 0 ? "true" : "false",
        _ => _text ?? "",
    };
}
