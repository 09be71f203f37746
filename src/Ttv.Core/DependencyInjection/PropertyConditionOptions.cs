using System.Globalization;
using Ttv.Events;

namespace Ttv;

/// <summary>A property condition as configuration spells it; becomes a <see cref="PropertyCondition"/>.</summary>
public sealed class PropertyConditionOptions
{
    /// <summary>The property's name; needed.</summary>
    public string? Property { get; set; }

    /// <summary>How it is compared; equality by default.</summary>
    public PropertyOperator Operator { get; set; } = PropertyOperator.Equals;

    /// <summary>What it is compared with. <c>true</c>, <c>false</c> and numbers are read as such; set <see cref="IsText"/> to compare them as text.</summary>
    public string? Value { get; set; }

    /// <summary>Whether the value is text whatever it looks like; false by default.</summary>
    public bool IsText { get; set; }

    internal PropertyCondition? ToCondition(string at, List<string> faults) =>
        Faults.Collect(at, faults, () => new PropertyCondition(Property ?? "", Operator, ReadValue()));

    private PropertyValue? ReadValue()
    {
        if (Value is null) return null;
        if (IsText) return PropertyValue.Of(Value);
        if (bool.TryParse(Value, out var flag)) return PropertyValue.Of(flag);
        return double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? PropertyValue.Of(number) : PropertyValue.Of(Value);
    }
}
