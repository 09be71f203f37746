namespace Ttv.Analytics.Rules;

/// <summary>A column's value set against a threshold.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Threshold">The threshold, compared as a whole number: one outside what the column can hold is allowed, and always or never met.</param>
/// <remarks>Immutable.</remarks>
public sealed record RuleCondition(string Column, RuleOperator Operator, long Threshold)
{
    /// <summary>Whether a value meets the condition: the definition that evaluation in bulk agrees with.</summary>
    public bool IsMetBy(long value) => Operator switch
    {
        RuleOperator.Less => value < Threshold,
        RuleOperator.LessOrEqual => value <= Threshold,
        RuleOperator.Equal => value == Threshold,
        RuleOperator.NotEqual => value != Threshold,
        RuleOperator.GreaterOrEqual => value >= Threshold,
        RuleOperator.Greater => value > Threshold,
        _ => throw new InvalidOperationException($"{Operator} is no operator: {string.Join(", ", Enum.GetNames<RuleOperator>())} are allowed."),
    };
}
