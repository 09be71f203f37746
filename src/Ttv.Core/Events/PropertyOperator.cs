namespace Ttv.Events;

/// <summary>How a <see cref="PropertyCondition"/> compares. Wire names are the snake_case of the members.</summary>
public enum PropertyOperator
{
    /// <summary>The property has exactly this value and kind.</summary>
    Equals,

    /// <summary>The property is absent or has another value.</summary>
    NotEquals,

    /// <summary>The property is a number above the value.</summary>
    Greater,

    /// <summary>The property is a number of at least the value.</summary>
    GreaterOrEqual,

    /// <summary>The property is a number below the value.</summary>
    Less,

    /// <summary>The property is a number of at most the value.</summary>
    LessOrEqual,

    /// <summary>The property is there, whatever its value.</summary>
    Exists,

    /// <summary>The property is not there.</summary>
    Absent,
}
