using Ttv.Text;

namespace Ttv.Events;

/// <summary>A condition on one property of an event, such as <c>amount &gt;= 100</c>.</summary>
/// <remarks>A missing property fulfils only <see cref="PropertyOperator.NotEquals"/> and <see cref="PropertyOperator.Absent"/>.
/// Immutable.</remarks>
public sealed record PropertyCondition
{
    /// <summary>Creates a condition.</summary>
    /// <param name="property">The property's name, 1 to 256 characters.</param>
    /// <param name="comparison">How it is compared.</param>
    /// <param name="value">What it is compared with; needed but for <see cref="PropertyOperator.Exists"/> and
    /// <see cref="PropertyOperator.Absent"/>, and a number for the four orderings.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public PropertyCondition(string property, PropertyOperator comparison, PropertyValue? value = null)
    {
        Property = Names.Require("property", property, 256, nameof(property));
        Operator = FactFields.Defined("operator", comparison);
        var needsValue = comparison is not (PropertyOperator.Exists or PropertyOperator.Absent);
        if (needsValue != value.HasValue)
            throw new ArgumentException($"condition on '{Names.Shorten(property)}': {WireName.Of(comparison)} {(needsValue ? "needs a value" : "takes no value")}.", nameof(value));
        if (comparison is PropertyOperator.Greater or PropertyOperator.GreaterOrEqual or PropertyOperator.Less or PropertyOperator.LessOrEqual
            && value?.Number is null)
            throw new ArgumentException($"condition on '{Names.Shorten(property)}': {WireName.Of(comparison)} needs a number, not '{Names.Shorten(value.ToString() ?? "")}'.", nameof(value));
        Value = value;
    }

    /// <summary>The property's name.</summary>
    public string Property { get; }

    /// <summary>How it is compared.</summary>
    public PropertyOperator Operator { get; }

    /// <summary>What it is compared with, or null where the operator takes none.</summary>
    public PropertyValue? Value { get; }

    /// <summary>Whether the properties fulfil the condition. Text is compared ordinally; values of different kinds are never equal.</summary>
    public bool Matches(EventProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var present = properties.TryGet(Property, out var actual);
        return Operator switch
        {
            PropertyOperator.Exists => present,
            PropertyOperator.Absent => !present,
            PropertyOperator.Equals => present && actual == Value,
            PropertyOperator.NotEquals => !present || actual != Value,
            PropertyOperator.Greater => actual.Number > Value!.Value.Number,
            PropertyOperator.GreaterOrEqual => actual.Number >= Value!.Value.Number,
            PropertyOperator.Less => actual.Number < Value!.Value.Number,
            PropertyOperator.LessOrEqual => actual.Number <= Value!.Value.Number,
            _ => throw new InvalidOperationException($"Unknown operator {Operator}."),
        };
    }
}
