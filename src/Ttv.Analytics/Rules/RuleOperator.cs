namespace Ttv.Analytics.Rules;

/// <summary>How a condition sets a column's value against its threshold.</summary>
public enum RuleOperator
{
    /// <summary>value &lt; threshold.</summary>
    Less,

    /// <summary>value ≤ threshold.</summary>
    LessOrEqual,

    /// <summary>value = threshold.</summary>
    Equal,

    /// <summary>value ≠ threshold.</summary>
    NotEqual,

    /// <summary>value ≥ threshold.</summary>
    GreaterOrEqual,

    /// <summary>value &gt; threshold.</summary>
    Greater,
}
