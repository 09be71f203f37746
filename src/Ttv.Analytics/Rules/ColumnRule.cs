namespace Ttv.Analytics.Rules;

/// <summary>
/// A behaviour to look for in columns: it shows where one of the alternatives has all of its conditions met, or where a
/// delegate says so.
/// </summary>
/// <remarks>Immutable, compared by value. Write <c>ColumnRule.When("late", new RuleCondition("due_in", RuleOperator.LessOrEqual, 0)).Or(…)</c>.</remarks>
public sealed record ColumnRule
{
    private ColumnRule(string key, ValueList<ValueList<RuleCondition>> alternatives, RowRule? custom) =>
        (Key, Alternatives, Custom) = (key, alternatives, custom);

    /// <summary>The rule's stable key.</summary>
    public string Key { get; }

    /// <summary>Lists of conditions: one of the lists has to be met as a whole. Empty where <see cref="Custom"/> decides.</summary>
    public ValueList<ValueList<RuleCondition>> Alternatives { get; }

    /// <summary>The delegate that decides, or null: the conditions do.</summary>
    public RowRule? Custom { get; }

    /// <summary>A rule that shows where every condition is met; without conditions, everywhere.</summary>
    /// <param name="key">The rule's stable key, 1 to 64 characters.</param>
    /// <param name="conditions">The conditions.</param>
    /// <exception cref="ArgumentException">The key is empty, too long or holds control characters.</exception>
    public static ColumnRule When(string key, params ReadOnlySpan<RuleCondition> conditions) => new(Require(key), [ValueList.Create(conditions)], custom: null);

    /// <summary>A rule that a delegate decides, row by row; slower than conditions, some nanoseconds an account.</summary>
    /// <param name="key">The rule's stable key, 1 to 64 characters.</param>
    /// <param name="rule">The delegate.</param>
    /// <exception cref="ArgumentException">The key is empty, too long or holds control characters.</exception>
    public static ColumnRule When(string key, RowRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new ColumnRule(Require(key), [], rule);
    }

    /// <summary>The same rule, which also shows where these conditions are all met.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <exception cref="InvalidOperationException">A delegate decides this rule.</exception>
    public ColumnRule Or(params ReadOnlySpan<RuleCondition> conditions) => Custom is null
        ? new ColumnRule(Key, [.. Alternatives, ValueList.Create(conditions)], custom: null)
        : throw new InvalidOperationException($"Rule '{Key}' is decided by a delegate: put the alternative there.");

    private static string Require(string key) => Text.Names.Require("rule key", key, 64, nameof(key));
}
