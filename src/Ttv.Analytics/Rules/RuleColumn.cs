namespace Ttv.Analytics.Rules;

/// <summary>A named column of whole numbers that rules may look at; element i belongs to the account of row i.</summary>
/// <remarks>
/// Refers to the user's memory and copies nothing: what is written there is seen by the next evaluation. The narrowest type that
/// holds the values is the quickest. Thread-safe as long as nobody writes to the memory.
/// </remarks>
public abstract class RuleColumn
{
    private protected RuleColumn(string name, int count) => (Name, Count) = (Text.Names.Require("column name", name, 64, nameof(name)), count);

    /// <summary>The name that conditions use.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>A column of 0 to 255.</summary>
    /// <param name="name">Its name, 1 to 64 characters.</param>
    /// <param name="values">The values by row.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds control characters.</exception>
    public static RuleColumn Of(string name, ReadOnlyMemory<byte> values) => new RuleColumn<byte>(name, values);

    /// <summary>A column of 0 to 65,535.</summary>
    /// <param name="name">Its name, 1 to 64 characters.</param>
    /// <param name="values">The values by row.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds control characters.</exception>
    public static RuleColumn Of(string name, ReadOnlyMemory<ushort> values) => new RuleColumn<ushort>(name, values);

    /// <summary>A column of -32,768 to 32,767.</summary>
    /// <param name="name">Its name, 1 to 64 characters.</param>
    /// <param name="values">The values by row.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds control characters.</exception>
    public static RuleColumn Of(string name, ReadOnlyMemory<short> values) => new RuleColumn<short>(name, values);

    /// <summary>A column of 32-bit numbers.</summary>
    /// <param name="name">Its name, 1 to 64 characters.</param>
    /// <param name="values">The values by row.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds control characters.</exception>
    public static RuleColumn Of(string name, ReadOnlyMemory<int> values) => new RuleColumn<int>(name, values);

    /// <summary>A row's value.</summary>
    internal abstract long this[int row] { get; }

    /// <summary>Clears the marks of the rows, from a first one on, whose value does not meet a condition.</summary>
    internal abstract void Restrict(in ValueRange range, int firstRow, Span<byte> marks);
}
